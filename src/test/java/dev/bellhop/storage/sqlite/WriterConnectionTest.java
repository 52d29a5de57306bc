package dev.bellhop.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class WriterConnectionTest {

    private static final String INSERT = "INSERT INTO letter VALUES (?)";

    private final String file;
    private final Connection writer;
    private final Connection other;

    WriterConnectionTest(@TempDir Path folder) throws SQLException {
        file = folder.resolve("x.db").toString();
        other = connect();
        try (Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE letter (name TEXT PRIMARY KEY)");
        }
        writer = connect();
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
        other.close();
    }

    @Test
    void nothing_is_written_outside_a_transaction() {
        assertThatThrownBy(() -> insert("a")).isInstanceOf(SQLException.class);
    }

    @Test
    void a_transaction_is_written_as_a_whole() throws SQLException {
        control(writer, WriterConnection.BEGIN);
        insert("a");
        insert("b", "c");
        assertThat(letters()).isZero();
        control(writer, WriterConnection.COMMIT);
        assertThat(letters()).isEqualTo(3);
        assertThatThrownBy(() -> insert("d")).isInstanceOf(SQLException.class);
    }

    @Test
    void nothing_is_written_behind_a_begin_that_failed() throws SQLException {
        control(other, WriterConnection.BEGIN);
        assertThatThrownBy(() -> control(writer, WriterConnection.BEGIN)).hasMessageContaining("locked");
        control(other, WriterConnection.ROLLBACK);
        assertThatThrownBy(() -> insert("a")).isInstanceOf(SQLException.class);
        assertThat(letters()).isZero();
    }

    @Test
    void nothing_is_written_behind_a_statement_that_failed() throws SQLException {
        control(writer, WriterConnection.BEGIN);
        insert("a");
        assertThatThrownBy(() -> insert("b", "a")).hasMessageContaining("UNIQUE");
        assertThatThrownBy(() -> insert("c")).hasMessageContaining("no transaction");
        control(writer, WriterConnection.ROLLBACK);
        assertThat(letters()).isZero();
    }

    @Test
    void after_a_rollback_all_is_well() throws SQLException {
        control(writer, WriterConnection.BEGIN);
        insert("a");
        control(writer, WriterConnection.ROLLBACK);
        control(writer, WriterConnection.BEGIN);
        insert("a");
        control(writer, WriterConnection.COMMIT);
        assertThat(letters()).isEqualTo(1);
    }

    @Test
    void a_commit_leaves_the_file_to_others() throws SQLException {
        control(writer, WriterConnection.BEGIN);
        insert("a");
        control(writer, WriterConnection.COMMIT);
        control(other, WriterConnection.BEGIN);
        control(other, WriterConnection.ROLLBACK);
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(0);
        return new WriterConnection("jdbc:sqlite:" + file, file, config.toProperties());
    }

    private static void control(Connection connection, String statement) throws SQLException {
        try (Statement control = connection.createStatement()) {
            control.execute(statement);
        }
    }

    private void insert(String... names) throws SQLException {
        try (PreparedStatement insert = writer.prepareStatement(INSERT)) {
            for (String name : names) {
                insert.setString(1, name);
                if (names.length > 1) {
                    insert.addBatch();
                } else {
                    insert.execute();
                }
            }
            if (names.length > 1) {
                insert.executeBatch();
            }
        }
    }

    private int letters() throws SQLException {
        try (Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM letter")) {
            return rows.getInt(1);
        }
    }
}
