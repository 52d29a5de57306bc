package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged commands beside the packaged service, as a newcomer has them on one desk. */
class SimulateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Packaged bellhop;

    @BeforeEach
    void start() {
        bellhop = new Packaged(folder);
        bellhop.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        bellhop.close();
    }

    @Test
    void a_file_fires_and_is_counted() throws Exception {
        Files.writeString(folder.resolve("inbox/hello.txt"), "hello");

        Command poll =
                new Command("simulate", "poll", trigger("inbox/poll?startFrom=beginning"), "--expect", "1", "--fast");

        assertThat(poll.exit()).as(poll.said()).isZero();
        assertThat(poll.said())
                .startsWith("Polling as logic-apps does, every wait 60 times shorter\n")
                .contains("200  fired dev.bellhop.file.created hello.txt  id ", "  fired      1\n")
                .doesNotContain("INFO", "WARN", "\u001b");
    }

    @Test
    void bellhop_keeps_every_rule_of_its_own_check() throws Exception {
        Command files = check(
                trigger("inbox/poll-batch?x=1"),
                "--feed",
                folder.resolve("inbox").toString());
        Command events = check(trigger("events/poll?startFrom=resume"), "--feed", publish());
        Command hook = check(
                trigger("events/subscribe"),
                "--kind",
                "webhook",
                "--unsubscribe",
                trigger("events/unsubscribe"),
                "--feed",
                publish());

        for (Command checked : List.of(files, events, hook)) {
            assertThat(checked.exit()).as(checked.said()).isZero();
            JsonObject verdict = new JsonObject(checked.out());
            assertThat(verdict.getJsonObject("counts").getInteger("kept")).isGreaterThan(25);
            assertThat(verdict.getJsonObject("counts").getInteger("advice"))
                    .as(checked.said())
                    .isZero();
        }
        assertThat(folder.resolve("inbox")).isEmptyDirectory();
        assertThat(Files.readString(folder.resolve("check.xml")))
                .startsWith("<?xml")
                .contains("failures=\"0\"");
    }

    @Test
    void whoever_is_stopped_by_ctrl_c_unsubscribes_before_it_leaves() throws Exception {
        Command hook = new Command("simulate", "webhook", trigger("events/subscribe"));
        await().atMost(PATIENCE).until(() -> hook.said().contains(" subscribed "));
        assertThat(bellhop.post("/sources/events/events", "{\"n\":1}").statusCode())
                .isEqualTo(202);
        await().atMost(PATIENCE).until(() -> hook.said().contains("answered 202"));

        hook.interrupt();

        // The end counts, not the signal.
        assertThat(hook.exit()).as(hook.said()).isZero();
        assertThat(hook.said()).contains("unsubscribed by DELETE", "1 fired, 1 different, 0 repeated");
        JsonArray subscriptions =
                new JsonObject(bellhop.get(bellhop.url + "/subscriptions").body()).getJsonArray("value");
        assertThat(subscriptions).hasSize(1);
        assertThat(subscriptions.getJsonObject(0).getString("state")).isEqualTo("ended");
    }

    @Test
    void the_doctor_finds_a_healthy_service_and_a_command_never_starts_one() throws Exception {
        Command doctor = new Command("doctor", "--url", bellhop.url);
        assertThat(doctor.exit()).as(doctor.said()).isZero();
        assertThat(doctor.said().lines()).hasSize(4).allMatch(line -> line.startsWith("ok "));

        Command wrong = new Command("simulate", "pol");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.said()).contains("Did you mean").doesNotContain("INFO");
    }

    private Command check(String url, String... options) throws IOException, InterruptedException {
        List<String> typed = new ArrayList<>(List.of("simulate", "check", url, "--json", "--junit", "check.xml"));
        typed.addAll(List.of(options));
        Command command = new Command(typed.toArray(String[]::new));
        // One after the other: they write the same file.
        assertThat(command.exit()).as(command.said()).isZero();
        return command;
    }

    private String trigger(String path) {
        return bellhop.url + "/triggers/" + path;
    }

    private String publish() {
        return bellhop.url + "/sources/events/events";
    }

    /** A command as it is typed. */
    private final class Command {

        private final Process process;
        private final Path out;
        private final Path err;

        Command(String... typed) throws IOException {
            out = Files.createTempFile(folder, "command", ".out");
            err = Files.createTempFile(folder, "command", ".err");
            process = bellhop.launch(out, err, typed);
        }

        int exit() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended; it said: " + said())
                    .isTrue();
            return process.exitValue();
        }

        /** What Ctrl-C does. */
        void interrupt() throws IOException, InterruptedException {
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        }

        String out() {
            return read(out);
        }

        String said() {
            return read(out) + read(err);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
