package dev.bellhop.storage.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;
import org.sqlite.jdbc4.JDBC4Statement;

/**
 * Writes only within a transaction that began and in which nothing has failed, as PostgreSQL does by itself. Statements
 * are sent without waiting for those before them, and SQLite rolls some failures back on its own: what is sent behind
 * them would be written for good, without the rest.
 */
final class WriterConnection extends JDBC4Connection {

    /** Takes the lock at once; taking it half-way could fail as busy. */
    static final String BEGIN = "BEGIN IMMEDIATE";

    static final String COMMIT = "COMMIT";
    static final String ROLLBACK = "ROLLBACK";

    private static final Set<String> CONTROLS = Set.of(BEGIN, COMMIT, ROLLBACK);

    private boolean begun;

    WriterConnection(String url, String file, Properties settings) throws SQLException {
        super(url, file, settings);
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return new JDBC4Statement(this) {
            @Override
            public boolean execute(String sql) throws SQLException {
                boolean rows = super.execute(sql);
                if (CONTROLS.contains(sql)) {
                    begun = sql.equals(BEGIN);
                }
                return rows;
            }
        };
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        if (!begun) {
            throw new SQLException("there is no transaction to write in", null, SQLiteErrorCode.SQLITE_BUSY.code);
        }
        return new Guarded(sql);
    }

    private final class Guarded extends JDBC4PreparedStatement {

        Guarded(String sql) throws SQLException {
            super(WriterConnection.this, sql);
        }

        @Override
        public boolean execute() throws SQLException {
            begun = false;
            boolean rows = super.execute();
            begun = true;
            return rows;
        }

        @Override
        public int[] executeBatch() throws SQLException {
            begun = false;
            int[] counts = super.executeBatch();
            begun = true;
            return counts;
        }
    }
}
