package dev.bellhop.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Azurite, the storage emulator, with everything in memory. It is taken from where {@code AZURITE_HOME} says, or from
 * {@code target/azurite}, where {@code .ci/run} installs it; without it the tests that need it are skipped.
 */
public final class TestAzurite implements AutoCloseable {

    public static final String ACCOUNT = "azurite1";
    /** In base64, and nowhere to be seen again. */
    public static final String KEY = "Y2FuYXJ5LWtleS1vZi1henVyaXRl";

    public static final String MISSING = "Azurite is not installed: run npm install --prefix target/azurite"
            + " azurite@3.37.0, or set AZURITE_HOME to a folder with its node_modules";

    private static final Pattern LISTENS = Pattern.compile(".*successfully listens on http://127\\.0\\.0\\.1:(\\d+).*");

    private final Process process;
    private final String endpoint;

    private TestAzurite(Process process, String port) {
        this.process = process;
        this.endpoint = "http://127.0.0.1:" + port + '/' + ACCOUNT;
    }

    /** For a condition of JUnit. */
    public static boolean isInstalled() {
        return script().isPresent();
    }

    private static Optional<Path> script() {
        String home = Objects.requireNonNullElse(System.getenv("AZURITE_HOME"), "target/azurite");
        return Optional.of(Path.of(home, "node_modules", "azurite", "dist", "src", "blob", "main.js"))
                .map(Path::toAbsolutePath)
                .filter(Files::isRegularFile);
    }

    /** Starts it at a free port; fails if it ends before it listens. */
    public static TestAzurite start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "node",
                        script().orElseThrow().toString(),
                        "--inMemoryPersistence",
                        "--blobHost",
                        "127.0.0.1",
                        "--blobPort",
                        "0",
                        "--skipApiVersionCheck",
                        "--disableTelemetry")
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("AZURITE_ACCOUNTS", ACCOUNT + ':' + KEY));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher listens = LISTENS.matcher(line);
            if (listens.matches()) {
                drain(output);
                return new TestAzurite(process, listens.group(1));
            }
        }
        throw new IOException("Azurite ended: " + said);
    }

    public String endpoint() {
        return endpoint;
    }

    public String connectionString() {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + KEY + ";BlobEndpoint="
                + endpoint + ';';
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** It logs every request, and would stop when nobody reads that. */
    private static void drain(BufferedReader output) {
        Thread.ofPlatform().daemon().start(() -> {
            try (Stream<String> lines = output.lines()) {
                lines.forEach(line -> {});
            } catch (RuntimeException ended) {
                // With the process.
            }
        });
    }
}
