package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application in a folder of its own: started as a user does, ended as a user or a power cut does. */
final class Packaged implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path folder;
    final String url;

    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();

    Packaged(Path folder) {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.url = "http://127.0.0.1:" + port;
    }

    /** Starts it and waits until it is ready. */
    void start(String... options) {
        Process running = launch(options);
        await().atMost(PATIENCE).until(() -> {
            assertThat(running.isAlive()).as("running; it said: " + said()).isTrue();
            return isReady();
        });
    }

    /** Starts it and waits until it has given up; returns its exit code. */
    int refused(String... options) throws InterruptedException {
        Process refused = launch(options);
        assertThat(refused.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ended")
                .isTrue();
        return refused.exitValue();
    }

    /** What a power cut does. */
    void kill() throws InterruptedException {
        Process running = started.getLast().destroyForcibly();
        assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** What an orderly shutdown of the machine does; returns the exit code. */
    int stop(Duration patience) throws InterruptedException {
        Process running = started.getLast();
        running.destroy();
        assertThat(running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended in time")
                .isTrue();
        return running.exitValue();
    }

    /** Everything that the last start printed. */
    String said() {
        try {
            return Files.readString(logs.getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return http.send(request(target).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(url + path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String target) throws IOException, InterruptedException {
        return http.send(request(target).DELETE().build(), BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        http.close();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get(url + "/q/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Starts one of its commands in the folder; what it prints goes to the two files. */
    Process launch(Path out, Path err, String... typed) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("-jar", System.getProperty("bellhop.application")));
        command.addAll(List.of(typed));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        started.addFirst(process);
        return process;
    }

    private Process launch(String... options) {
        List<String> command = new ArrayList<>(java());
        command.add("-Dquarkus.http.port=" + port);
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", System.getProperty("bellhop.application")));
        Path log = folder.resolve("log-" + logs.size());
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // As whoever uses the commands has it, too.
            builder.environment().putAll(Map.of("BELLHOP_URL", url, "BELLHOP_KEY", "no-key-of-the-service"));
            started.add(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        logs.add(log);
        return started.getLast();
    }

    private static List<String> java() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    private static HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(target)).timeout(Duration.ofSeconds(10));
    }
}
