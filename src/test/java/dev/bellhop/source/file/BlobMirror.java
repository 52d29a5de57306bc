package dev.bellhop.source.file;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.bellhop.testing.TestAzurite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a container hold what a folder of this machine holds; only what changed is written. */
final class BlobMirror {

    private final Path root;
    private final BlobContainerClient container;
    private Map<String, FileLook> held = new HashMap<>();

    BlobMirror(Path root, BlobContainerClient container) {
        this.root = root;
        this.container = container;
    }

    static BlobServiceClient client(TestAzurite azurite) {
        return new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString())
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
    }

    void update() {
        Map<String, FileLook> now = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                ObservedFile observed = ObservedFile.of(
                        root.relativize(file).toString(), Files.readAttributes(file, BasicFileAttributes.class));
                now.put(observed.path(), observed.look());
                if (!observed.look().equals(held.get(observed.path()))) {
                    put(observed.path(), Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        held.keySet().stream()
                .filter(path -> !now.containsKey(path))
                .forEach(path -> container.getBlobClient(path).delete());
        held = now;
    }

    void put(String name, String content) {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void put(String name, byte[] content) {
        container.getBlobClient(name).upload(BinaryData.fromBytes(content), true);
    }
}
