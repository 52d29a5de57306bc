package dev.bellhop.storage.postgres;

import dev.bellhop.storage.Dialect;

final class PostgresDialect implements Dialect {

    @Override
    public String placeholders(String sql) {
        StringBuilder numbered = new StringBuilder(sql.length() + 32);
        int number = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '?') {
                numbered.append('$').append(++number);
            } else {
                numbered.append(c);
            }
        }
        return numbered.toString();
    }

    @Override
    public String stringsOf(String placeholder) {
        return "(SELECT json_array_elements_text(CAST(CAST(" + placeholder + " AS TEXT) AS JSON)))";
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }
}
