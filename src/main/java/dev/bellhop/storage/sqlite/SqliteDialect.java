package dev.bellhop.storage.sqlite;

import dev.bellhop.storage.Dialect;

final class SqliteDialect implements Dialect {

    @Override
    public String placeholders(String sql) {
        return sql;
    }

    @Override
    public String stringsOf(String placeholder) {
        return "(SELECT value FROM json_each(" + placeholder + "))";
    }

    /** Write transactions begin immediately and exclude each other, so there is nothing to lock. */
    @Override
    public String forUpdate() {
        return "";
    }
}
