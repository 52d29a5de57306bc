package dev.bellhop.source.sftp;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.apache.sshd.sftp.client.SftpClient.Attribute;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.jspecify.annotations.Nullable;

/** What a server tells of a file. It has no keys of files, and no time of creation that could be relied on. */
record SftpAttributes(Attributes told) implements BasicFileAttributes {

    /** Whether the server told all that counts; some leave things out of listings. */
    boolean isComplete() {
        return told.getFlags().contains(Attribute.Perms)
                && (!isRegularFile()
                        || (told.getFlags().contains(Attribute.Size)
                                && told.getFlags().contains(Attribute.ModifyTime)));
    }

    @Override
    public FileTime lastModifiedTime() {
        FileTime time = told.getModifyTime();
        return time == null ? FileTime.fromMillis(0) : time;
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }

    @Override
    public boolean isRegularFile() {
        return told.isRegularFile();
    }

    @Override
    public boolean isDirectory() {
        return told.isDirectory();
    }

    @Override
    public boolean isSymbolicLink() {
        return told.isSymbolicLink();
    }

    @Override
    public boolean isOther() {
        return told.isOther();
    }

    @Override
    public long size() {
        return told.getSize();
    }

    @Override
    public @Nullable Object fileKey() {
        return null;
    }
}
