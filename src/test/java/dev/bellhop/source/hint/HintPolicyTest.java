package dev.bellhop.source.hint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HintPolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse", "fuse.sshfs", "fuseblk", "virtiofs", "CIFS"})
    void what_others_may_change_elsewhere_is_only_scanned(String fileSystem) {
        assertThat(HintPolicy.objection("Linux", fileSystem)).get().asString().contains(fileSystem);
    }

    @Test
    void layers_are_only_scanned() {
        assertThat(HintPolicy.objection("Linux", "overlay")).get().asString().contains("layer");
    }

    @ParameterizedTest
    @CsvSource({"Linux, ext4", "Linux, xfs", "Linux, btrfs", "Linux, tmpfs", "Linux, zfs", "Windows 11, NTFS"})
    void what_belongs_to_this_machine_alone_has_hints(String system, String fileSystem) {
        assertThat(HintPolicy.objection(system, fileSystem)).isEmpty();
    }

    @Test
    void where_java_looks_by_itself_scanning_does_it_better() {
        assertThat(HintPolicy.objection("Mac OS X", "apfs")).get().asString().contains("Mac OS X");
    }

    @Test
    void limits_are_told_with_what_raises_them() {
        assertThat(HintPolicy.reason(new IOException("User limit of inotify instances reached or too many open files")))
                .contains("fs.inotify.max_user_instances");
        assertThat(HintPolicy.reason(new IOException("User limit of inotify watches reached")))
                .contains("fs.inotify.max_user_watches");
        assertThat(HintPolicy.reason(new IOException("the folder is on nfs"))).isEqualTo("the folder is on nfs");
        assertThat(HintPolicy.reason(new IOException())).isEqualTo("IOException");
    }
}
