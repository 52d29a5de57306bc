package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packaged application says when it starts, and when it will not start. */
class StartIT {

    private static final String KEY = "a-key-that-nobody-may-read";

    @TempDir
    Path folder;

    private Packaged bellhop;

    @BeforeEach
    void begin() {
        bellhop = new Packaged(folder);
    }

    @AfterEach
    void end() throws InterruptedException {
        bellhop.close();
    }

    @Test
    void the_banner_says_what_is_watched_where_it_listens_and_what_to_try() throws Exception {
        bellhop.start();
        assertThat(bellhop.said())
                .contains("watching    " + folder.toRealPath().resolve("inbox"))
                .contains("keeping     " + folder.toRealPath().resolve("data"))
                .contains("listening   " + bellhop.url, "local mode")
                .contains("curl -i '" + bellhop.url + "/triggers/inbox/poll?startFrom=beginning'")
                .contains("/triggers/inbox/subscribe", "/triggers/inbox/unsubscribe")
                .doesNotContain("WARN", "ERROR", "Exception");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/bellhop.key"))))
                .isEqualTo("rw-------");
        Packaged second = new Packaged(folder);
        int exit = second.refused();
        refusal(second, exit, List.of("bellhop.data=./data", "another Bellhop is running", "name another folder"));
        second.close();
        assertThat(bellhop.stop(Duration.ofSeconds(10))).isIn(0, 143);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        List.of("-Dbellhop.sorces.inbox.directory=x"),
                        List.of("bellhop.sorces.inbox.directory", "did you mean bellhop.sources.<name>.directory?")),
                Arguments.of(
                        List.of("-Dquarkus.http.host=0.0.0.0"),
                        List.of("quarkus.http.host=0.0.0.0", "bellhop.api-keys.<name>.key")),
                Arguments.of(
                        List.of("-Dbellhop.sources.docs.directory=missing"),
                        List.of("bellhop.sources.docs.directory=missing", "there is no such folder", "create it")),
                Arguments.of(
                        List.of("-Dbellhop.api-keys.me.key=" + KEY),
                        List.of("bellhop.public-url is missing", "https://bellhop.example.org")),
                Arguments.of(
                        List.of("-Dbellhop.public-url=foo", "-Dbellhop.trusted-proxies=all"),
                        List.of("bellhop.public-url=foo", "https://", "bellhop.trusted-proxies=all", "10.0.0.0/8")),
                Arguments.of(
                        List.of("-Dbellhop.data=/proc/bellhop"),
                        List.of("bellhop.data=/proc/bellhop", "another folder")),
                Arguments.of(
                        List.of("-Dbellhop.database.url=postgresql://me:" + KEY + "@127.0.0.1:1/none"),
                        List.of("bellhop.database.url", "password")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_refused_start_names_the_key_the_value_and_the_fix_and_nothing_else(List<String> options, List<String> said)
            throws InterruptedException {
        refusal(bellhop, bellhop.refused(options.toArray(String[]::new)), said);
    }

    @Test
    void a_port_that_is_taken_is_said() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int exit = bellhop.refused("-Dquarkus.http.port=" + taken.getLocalPort());
            assertThat(exit).isNotZero();
            assertThat(bellhop.said()).contains(Integer.toString(taken.getLocalPort()));
        }
    }

    private static void refusal(Packaged refused, int exit, List<String> said) {
        assertThat(exit).isEqualTo(1);
        assertThat(refused.said())
                .startsWith("Bellhop cannot start:")
                .contains(said)
                .doesNotContain("\tat ", "Exception", KEY);
        assertThat(refused.said().lines().count()).isLessThanOrEqualTo(4);
    }
}
