package dev.bellhop.operation.action.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The headers of a zip file: PKWARE APPNOTE 6.3, sections 4.3 and 4.5, with the extended timestamp of Info-ZIP. The large
 * form (zip64) is used only where it is needed, because some old readers do not know it.
 *
 * @param largeFrom a size, or an offset, from which on the large form is used
 * @param manyFrom entries from which on it is used for their number
 */
record ZipFormat(long largeFrom, long manyFrom) {

    /** Below 2^32 by more than the little that deflating may add. */
    static final ZipFormat STANDARD = new ZipFormat(4_000_000_000L, 65_000);

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END_LARGE = 0x06064b50;
    private static final int LOCATOR = 0x07064b50;
    private static final int END = 0x06054b50;

    private static final short VERSION = 20;
    private static final short VERSION_LARGE = 45;
    private static final short MADE_ON_UNIX = 3 << 8;
    private static final short NAME_IS_UTF_8 = 1 << 11;
    private static final short DEFLATED = 8;
    private static final int PLAIN_FILE = 0100644 << 16;
    private static final short EXTRA_LARGE = 0x0001;
    private static final short EXTRA_TIME = 0x5455;
    private static final int TIME_BYTES = 9;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int YEAR_MIN = 1980;
    private static final int YEAR_MAX = 2107;

    /** Stands before the content; it is written again with the checksum and the length once they are known. */
    byte[] local(ZipEntryFacts entry) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        boolean large = entry.size() >= largeFrom;
        int extra = TIME_BYTES + (large ? 20 : 0);
        ByteBuffer to = buffer(LOCAL_BYTES + name.length + extra);
        to.putInt(LOCAL).putShort(large ? VERSION_LARGE : VERSION);
        common(to, entry, large, name.length, extra);
        to.put(name);
        if (large) {
            to.putShort(EXTRA_LARGE).putShort((short) 16).putLong(entry.size()).putLong(entry.compressed());
        }
        time(to, entry.modified());
        return to.array();
    }

    /**
     * Its line in the directory at the end.
     *
     * @param offset of the local header from the beginning of the zip file
     */
    byte[] central(ZipEntryFacts entry, long offset) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        boolean large = entry.size() >= largeFrom || offset >= largeFrom;
        int extra = TIME_BYTES + (large ? 28 : 0);
        ByteBuffer to = buffer(CENTRAL_BYTES + name.length + extra);
        short version = large ? VERSION_LARGE : VERSION;
        to.putInt(CENTRAL).putShort((short) (MADE_ON_UNIX | version)).putShort(version);
        common(to, entry, large, name.length, extra);
        to.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(PLAIN_FILE);
        to.putInt(large ? -1 : (int) offset).put(name);
        if (large) {
            to.putShort(EXTRA_LARGE).putShort((short) 24);
            to.putLong(entry.size()).putLong(entry.compressed()).putLong(offset);
        }
        time(to, entry.modified());
        return to.array();
    }

    /** What stands after the directory. */
    byte[] end(long entries, long directoryBytes, long directoryOffset) {
        boolean large = entries >= manyFrom || directoryBytes >= largeFrom || directoryOffset >= largeFrom;
        ByteBuffer to = buffer(22 + (large ? 56 + 20 : 0));
        if (large) {
            to.putInt(END_LARGE)
                    .putLong(44)
                    .putShort((short) (MADE_ON_UNIX | VERSION_LARGE))
                    .putShort(VERSION_LARGE);
            to.putInt(0).putInt(0).putLong(entries).putLong(entries);
            to.putLong(directoryBytes).putLong(directoryOffset);
            to.putInt(LOCATOR)
                    .putInt(0)
                    .putLong(directoryOffset + directoryBytes)
                    .putInt(1);
        }
        short number = large ? -1 : (short) entries;
        to.putInt(END).putShort((short) 0).putShort((short) 0).putShort(number).putShort(number);
        to.putInt(large ? -1 : (int) directoryBytes).putInt(large ? -1 : (int) directoryOffset);
        return to.putShort((short) 0).array();
    }

    /** What local header and line of the directory have in common. */
    private static void common(ByteBuffer to, ZipEntryFacts entry, boolean large, int nameBytes, int extraBytes) {
        to.putShort(NAME_IS_UTF_8).putShort(DEFLATED);
        dosTime(to, entry.modified());
        to.putInt((int) entry.crc());
        to.putInt(large ? -1 : (int) entry.compressed()).putInt(large ? -1 : (int) entry.size());
        to.putShort((short) nameBytes).putShort((short) extraBytes);
    }

    /** In steps of two seconds and without a zone; who knows better takes the extended timestamp. */
    private static void dosTime(ByteBuffer to, Instant modified) {
        LocalDateTime time = LocalDateTime.ofInstant(modified, ZoneOffset.UTC);
        if (time.getYear() < YEAR_MIN || time.getYear() > YEAR_MAX) {
            time = LocalDateTime.of(YEAR_MIN, 1, 1, 0, 0);
        }
        to.putShort((short) (time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2));
        to.putShort((short) (time.getYear() - YEAR_MIN << 9 | time.getMonthValue() << 5 | time.getDayOfMonth()));
    }

    private static void time(ByteBuffer to, Instant modified) {
        to.putShort(EXTRA_TIME).putShort((short) 5).put((byte) 1);
        to.putInt((int) Math.clamp(modified.getEpochSecond(), Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
