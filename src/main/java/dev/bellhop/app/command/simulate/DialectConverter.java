package dev.bellhop.app.command.simulate;

import dev.bellhop.simulator.Dialect;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an engine. */
final class DialectConverter implements ITypeConverter<Dialect> {

    @Override
    public Dialect convert(String text) {
        return Arrays.stream(Dialect.values())
                .filter(dialect -> dialect.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is no engine; there are " + Arrays.toString(Dialect.values())));
    }
}
