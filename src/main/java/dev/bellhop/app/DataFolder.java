package dev.bellhop.app;

import dev.bellhop.access.Vault;
import dev.bellhop.app.config.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The folder with everything that must outlive the process: the database, the key, and the name of this node.
 *
 * <p>Held by one process at a time. Because the name stays the same over restarts, a process that was killed takes its
 * leases back at once.
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "bellhop.lock";
    private static final Set<String> NETWORK_FILE_SYSTEMS =
            Set.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.sshfs");

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Opens and locks the folder; makes it if it is missing. */
    static DataFolder open(String name) throws IOException {
        Path path;
        FileChannel channel;
        try {
            path = Files.createDirectories(Path.of(name)).toRealPath();
            channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException | InvalidPathException e) {
            throw StartRefused.because("bellhop.data=" + name + ": cannot be made or written to by this user ("
                    + e.getMessage() + "); change its permissions, or name another folder");
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataFolder(path, channel, lock);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Said below, as for another process.
        }
        channel.close();
        throw StartRefused.because("bellhop.data=" + name + ": another Bellhop is running with this data folder ("
                + path + "); stop it, or name another folder");
    }

    Path path() {
        return path;
    }

    /** SQLite needs locks and shared memory that network file systems do not give. */
    void refuseNetworkFileSystem() throws IOException {
        String type = Files.getFileStore(path).type().toLowerCase(Locale.ROOT);
        if (NETWORK_FILE_SYSTEMS.contains(type)) {
            throw StartRefused.because("bellhop.data=" + path + " is on a network file system (" + type
                    + "), where SQLite loses data; name a local folder, or set bellhop.database.url=postgresql://…");
        }
    }

    /** The name of this node, made at the first start. */
    String nodeId(RandomGenerator random) throws IOException {
        Path file = path.resolve("node-id");
        if (!Files.exists(file)) {
            write(file, "node-" + Long.toHexString(random.nextLong()));
        }
        return Files.readString(file).strip();
    }

    Path keyFile() {
        return path.resolve("bellhop.key");
    }

    /** What stands in the key file, made at the first start with one key, and readable by its owner only. */
    String keys(RandomGenerator random) throws IOException {
        Path file = keyFile();
        if (!Files.exists(file)) {
            byte[] key = new byte[Vault.KEY_BYTES];
            random.nextBytes(key);
            write(file, Base64.getEncoder().encodeToString(key) + '\n');
        }
        return Files.readString(file);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }

    /** Written beside and moved into place, so that a crash leaves all of it or nothing. */
    private static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownerOnly());
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
    }
}
