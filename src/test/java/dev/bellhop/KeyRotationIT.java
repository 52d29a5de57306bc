package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellhop.journey.Receiver;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user changes the sealing key of the packaged application, as the documentation says. */
class KeyRotationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ANEW = "not needed any more to read, only for tokens";

    @TempDir
    Path folder;

    private Receiver sink;
    private Packaged bellhop;

    @BeforeEach
    void begin() {
        sink = new Receiver();
        bellhop = new Packaged(folder);
    }

    @AfterEach
    void end() throws InterruptedException {
        sink.close();
        bellhop.close();
    }

    @Test
    void the_key_changes_and_subscriptions_go_on() throws Exception {
        bellhop.start();
        String kept = subscribe("/kept?sig=1");
        String taken = subscribe("/taken?sig=2");
        subscribe("/left?sig=3");
        bellhop.stop(Duration.ofSeconds(10));
        String former = mark();

        addFirst((byte) 7);
        bellhop.start();
        await().atMost(PATIENCE).until(() -> bellhop.said().contains(ANEW));

        assertThat(bellhop.said()).contains("sealed anew: 3 subscriptions; the former key " + former);
        assertThat(sealedBy(former)).isZero();
        // Engines keep the URL that they got, which was made under the former key.
        assertThat(bellhop.delete(taken).statusCode()).isEqualTo(204);
        assertThat(unsubscribe("/left?sig=3")).isEqualTo(204);
        assertThat(bellhop.get(kept).statusCode()).isEqualTo(200);
        Files.writeString(folder.resolve("inbox/one.txt"), "one");
        await().atMost(PATIENCE).until(() -> !sink.ids().isEmpty());
        assertThat(sink.ids()).hasSize(1);
        assertThat(subscribe("/kept?sig=1").split("\\?")[0]).isEqualTo(kept.split("\\?")[0]);

        bellhop.stop(Duration.ofSeconds(10));
        onlyFirst();
        bellhop.start();

        assertThat(bellhop.get(kept).statusCode()).isEqualTo(404);
        assertThat(bellhop.get(subscribe("/kept?sig=1")).statusCode()).isEqualTo(200);
    }

    @Test
    void without_the_key_that_sealed_the_start_is_refused_with_its_id() throws Exception {
        bellhop.start();
        subscribe("/hook");
        bellhop.stop(Duration.ofSeconds(10));
        String former = mark();
        addFirst((byte) 7);
        onlyFirst();
        assertThat(bellhop.refused()).isEqualTo(1);
        assertThat(bellhop.said())
                .startsWith("Bellhop cannot start:")
                .contains("1 by the key with the id " + former, "bellhop.former-sealing-keys")
                .doesNotContain("\tat ");
        addFirst((byte) 7);
        assertThat(bellhop.refused()).isEqualTo(1);
        assertThat(bellhop.said()).contains("line 1", "line 2", "are the same key");
    }

    private String subscribe(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = bellhop.post("/triggers/inbox/subscribe", body(path));
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private int unsubscribe(String path) throws IOException, InterruptedException {
        return bellhop.post("/triggers/inbox/unsubscribe", body(path)).statusCode();
    }

    private String body(String path) {
        return new JsonObject().put("callbackUrl", sink.url(path)).encode();
    }

    private void addFirst(byte number) throws IOException {
        byte[] key = new byte[32];
        key[0] = number;
        Path file = folder.resolve("data/bellhop.key");
        Files.writeString(file, Base64.getEncoder().encodeToString(key) + '\n' + Files.readString(file));
    }

    private void onlyFirst() throws IOException {
        Path file = folder.resolve("data/bellhop.key");
        Files.writeString(file, Files.readAllLines(file).getFirst());
    }

    /** The id of the key that sealed the first subscription. */
    private String mark() throws SQLException {
        return query("SELECT substr(callback, 4, 8) FROM subscription LIMIT 1");
    }

    private int sealedBy(String keyId) throws SQLException {
        return Integer.parseInt(query("SELECT COUNT(*) FROM subscription WHERE callback || coalesce(secret, '')"
                + " || coalesce(options, '') LIKE '%" + keyId + "%'"));
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/bellhop.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getString(1);
        }
    }
}
