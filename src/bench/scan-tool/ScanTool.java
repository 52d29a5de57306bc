import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/** What the benchmark of the scan needs beside the service: a folder tree, a bare walk of it, and a patient caller. */
final class ScanTool {

    private static final int FILES_PER_FOLDER = 1_000;
    private static final int WALKS = 7;
    private static final int PAUSE_MILLIS = 5;

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "make" -> make(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            case "walk" -> walk(Path.of(arguments[1]));
            case "poll" -> poll(URI.create(arguments[1]), Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void make(Path root, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Path folder = root.resolve("d" + i / FILES_PER_FOLDER);
            if (i % FILES_PER_FOLDER == 0) {
                Files.createDirectories(folder);
            }
            Files.createFile(folder.resolve("file-" + i + ".txt"));
        }
    }

    /** Prints the median of some walks, in milliseconds. */
    private static void walk(Path root) throws IOException {
        long[] times = new long[WALKS];
        for (int i = 0; i < WALKS; i++) {
            long begun = System.nanoTime();
            long[] size = new long[1];
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    size[0] += attributes.size() + attributes.lastModifiedTime().toMillis() % 2;
                    return FileVisitResult.CONTINUE;
                }
            });
            times[i] = System.nanoTime() - begun;
        }
        Arrays.sort(times);
        System.out.println(times[WALKS / 2] / 1_000_000);
    }

    /** Asks every few milliseconds, as an engine would; prints the 50th and 99th percentile and the most, in milliseconds. */
    private static void poll(URI url, int seconds) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(url).build();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long[] times = new long[seconds * 1_000];
        int count = 0;
        while (System.nanoTime() < end && count < times.length) {
            long begun = System.nanoTime();
            client.send(request, BodyHandlers.discarding());
            times[count++] = System.nanoTime() - begun;
            Thread.sleep(PAUSE_MILLIS);
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        System.out.printf(
                "%.1f %.1f %.1f%n",
                sorted[count / 2] / 1e6, sorted[count * 99 / 100] / 1e6, sorted[count - 1] / 1e6);
    }
}
