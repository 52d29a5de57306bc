package dev.bellhop.app.config;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads sizes such as {@code 512K} and {@code 100M} as bytes, as Quarkus does for keys of its own. */
public final class ByteSize implements Converter<Long> {

    private static final long serialVersionUID = 1L;

    @Override
    public Long convert(String text) {
        return new MemorySizeConverter().convert(text).asLongValue();
    }
}
