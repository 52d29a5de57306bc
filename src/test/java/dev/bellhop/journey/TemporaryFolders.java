package dev.bellhop.journey;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A folder for the data and one for every watched source, all gone when the service has stopped. */
public final class TemporaryFolders implements QuarkusTestResourceLifecycleManager {

    private Path root = Path.of("");

    @Override
    public Map<String, String> start() {
        try {
            root = Files.createTempDirectory("bellhop-journey-").toRealPath();
            Map<String, String> config = new HashMap<>();
            config.put("bellhop.data", root.resolve("data").toString());
            for (String source : new String[] {"inbox", "documents"}) {
                Path folder = Files.createDirectories(root.resolve(source));
                config.put("bellhop.sources." + source + ".directory", folder.toString());
            }
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
