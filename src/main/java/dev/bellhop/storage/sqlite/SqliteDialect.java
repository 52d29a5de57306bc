package dev.bellhop.storage.sqlite;

import dev.bellhop.storage.Dialect;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

final class SqliteDialect implements Dialect {

    private static final int PRIMARY_CODE = 0xff;
    private static final Set<Integer> REFUSALS = Set.of(
            SQLiteErrorCode.SQLITE_ERROR.code,
            SQLiteErrorCode.SQLITE_TOOBIG.code,
            SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_MISMATCH.code,
            SQLiteErrorCode.SQLITE_MISUSE.code,
            SQLiteErrorCode.SQLITE_RANGE.code);

    @Override
    public String placeholders(String sql) {
        return sql;
    }

    @Override
    public String stringsOf(String placeholder) {
        return "(SELECT value FROM json_each(" + placeholder + "))";
    }

    @Override
    public String membersOf(String placeholder) {
        return "(SELECT key, value FROM json_each(" + placeholder + "))";
    }

    @Override
    public boolean isRefusal(Throwable failure) {
        return failure instanceof SQLException refused && REFUSALS.contains(refused.getErrorCode() & PRIMARY_CODE);
    }

    /** Write transactions begin immediately and exclude each other, so there is nothing to lock. */
    @Override
    public String forUpdate() {
        return "";
    }

    @Override
    public String forUpdateOfFree() {
        return "";
    }
}
