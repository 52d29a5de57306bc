package dev.bellhop.source;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads sizes such as {@code 512K} and {@code 100M} as bytes, as Quarkus does for keys of its own. */
public final class ByteSize implements Converter<Long> {

    private static final long serialVersionUID = 1L;

    private static final String UNITS = "KMGT";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([" + UNITS + "]?)", Pattern.CASE_INSENSITIVE);

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is no size; write bytes, or a number and one of K, M, G, T, such as 512K or 100M");
        }
        int unit = size.group(2).isEmpty() ? 0 : 1 + UNITS.indexOf(size.group(2).toUpperCase(Locale.ROOT));
        return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * unit));
    }
}
