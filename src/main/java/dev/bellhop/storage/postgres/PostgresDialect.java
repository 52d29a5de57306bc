package dev.bellhop.storage.postgres;

import dev.bellhop.storage.Dialect;
import io.vertx.pgclient.PgException;
import java.util.Set;

final class PostgresDialect implements Dialect {

    /** Classes of SQLSTATE: not supported, bad data, broken constraint, bad statement, beyond a limit. */
    private static final Set<String> REFUSALS = Set.of("0A", "22", "23", "42", "54");

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
    public String membersOf(String placeholder) {
        return "json_each_text(CAST(CAST(" + placeholder + " AS TEXT) AS JSON))";
    }

    @Override
    public boolean isRefusal(Throwable failure) {
        return failure instanceof PgException refused
                && REFUSALS.contains(refused.getSqlState().substring(0, 2));
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }

    @Override
    public String forUpdateOfFree() {
        return " FOR UPDATE SKIP LOCKED";
    }
}
