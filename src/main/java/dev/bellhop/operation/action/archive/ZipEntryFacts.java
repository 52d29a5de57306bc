package dev.bellhop.operation.action.archive;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What the directory of a zip file says of one entry.
 *
 * @param offset of its local header, from the beginning of the part that it is in
 */
record ZipEntryFacts(String name, Instant modified, long crc, long compressed, long size, long offset) {

    void write(DataOutputStream out) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        out.writeShort(text.length);
        out.write(text);
        out.writeLong(modified.getEpochSecond());
        out.writeInt((int) crc);
        out.writeLong(compressed);
        out.writeLong(size);
        out.writeLong(offset);
    }

    static ZipEntryFacts read(DataInputStream in) throws IOException {
        byte[] text = in.readNBytes(in.readUnsignedShort());
        return new ZipEntryFacts(
                new String(text, StandardCharsets.UTF_8),
                Instant.ofEpochSecond(in.readLong()),
                Integer.toUnsignedLong(in.readInt()),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
