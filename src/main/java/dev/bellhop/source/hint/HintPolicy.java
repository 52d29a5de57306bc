package dev.bellhop.source.hint;

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Decides where the operating system can be trusted to tell of changes. Pure. */
final class HintPolicy {

    /** What other machines change in these is told to nobody here, or only sometimes. */
    private static final Set<String> REMOTE = Set.of(
            "9p",
            "afs",
            "afpfs",
            "beegfs",
            "ceph",
            "cifs",
            "davfs",
            "drvfs",
            "gfs2",
            "glusterfs",
            "gpfs",
            "lustre",
            "ncpfs",
            "nfs",
            "nfs3",
            "nfs4",
            "ocfs2",
            "prl_fs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "vboxsf",
            "virtiofs",
            "webdav");

    private HintPolicy() {}

    /**
     * Why hints are not used; empty if they are.
     *
     * @param system name of the operating system
     * @param fileSystem type of the file system that the folder is on
     */
    static Optional<String> objection(String system, String fileSystem) {
        if (!isLinux(system) && !isWindows(system)) {
            return Optional.of("Java has no notifications of its own on " + system);
        }
        String type = fileSystem.toLowerCase(Locale.ROOT);
        if (REMOTE.contains(type) || type.startsWith("fuse")) {
            return Optional.of(
                    "the folder is on " + fileSystem + ", which does not tell of everything that others change");
        }
        return type.startsWith("overlay")
                ? Optional.of("the folder is on " + fileSystem + ", where changes below the top layer are not told;"
                        + " mount a folder of the host instead")
                : Optional.empty();
    }

    static boolean isWindows(String system) {
        return system.startsWith("Windows");
    }

    private static boolean isLinux(String system) {
        return system.equals("Linux");
    }

    /** Why there are no hints, and what could be done about it. */
    static String reason(IOException failure) {
        String message =
                Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
        if (message.contains("inotify instances")) {
            return "this user has no inotify instance left; raise it with sysctl fs.inotify.max_user_instances=1024";
        }
        if (message.contains("inotify watches")) {
            return "this user has no inotify watches left, and needs one for each folder; raise them with sysctl"
                    + " fs.inotify.max_user_watches=524288";
        }
        return message;
    }
}
