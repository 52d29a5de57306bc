package dev.bellhop.app.command.keys;

import dev.bellhop.access.Right;
import dev.bellhop.access.keys.KeyRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whose a new key is, and what it allows. */
final class KeyOptions {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Whose key it is: letters, digits and dashes.")
    String name;

    @Option(
            names = "--rights",
            split = ",",
            paramLabel = "RIGHT",
            description =
                    "What it allows, comma-separated: poll, subscribe, publish, files, act, operate. All, if you do"
                            + " not say.")
    @Nullable
    List<String> rights;

    @Option(
            names = "--sources",
            split = ",",
            paramLabel = "SOURCE",
            description = "The only sources it is for. All, if you do not say.")
    List<String> sources = new ArrayList<>();

    String name() {
        if (!KeyRequest.isName(name)) {
            throw wrong("'" + name + "': " + KeyRequest.NAME_RULE);
        }
        return name;
    }

    List<String> rights() {
        List<String> all = Arrays.stream(Right.values()).map(Right::text).collect(Collectors.toList());
        List<String> allowed = rights == null ? all : rights;
        allowed.stream().filter(right -> Right.of(right).isEmpty()).findFirst().ifPresent(right -> {
            throw wrong("--rights: there is no right '" + right + "'; there are " + String.join(", ", all));
        });
        return allowed;
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
