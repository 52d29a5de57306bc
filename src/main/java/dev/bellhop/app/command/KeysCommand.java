package dev.bellhop.app.command;

import dev.bellhop.access.Callers;
import dev.bellhop.access.Right;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes API keys. Configured by their hash, they stand nowhere but with whoever uses them.",
        commandListHeading = "%nCommands:%n")
final class KeysCommand implements Runnable {

    private static final int KEY_BYTES = 32;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: new");
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a key, and prints the lines to put into config/application.properties.",
                "",
                "The key itself is shown this once."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  bellhop keys new erp", "  bellhop keys new reporting --rights poll,files --sources inbox"})
    void make(
            @Parameters(paramLabel = "NAME", description = "Whose key it is: letters, digits and dashes.") String name,
            @Option(
                            names = "--rights",
                            split = ",",
                            paramLabel = "RIGHT",
                            description = "What it allows, comma-separated: poll, subscribe, publish, files, act,"
                                    + " operate. All, if you do not say.")
                    List<String> rights,
            @Option(
                            names = "--sources",
                            split = ",",
                            paramLabel = "SOURCE",
                            description = "The only sources it is for. All, if you do not say.")
                    List<String> sources) {
        if (!name.matches("[A-Za-z0-9-]+")) {
            throw wrong("'" + name + "': a name has letters, digits and dashes only");
        }
        List<String> allowed = rights == null ? allRights() : rights;
        allowed.stream().filter(right -> Right.of(right).isEmpty()).findFirst().ifPresent(right -> {
            throw wrong("--rights: there is no right '" + right + "'; there are " + String.join(", ", allRights()));
        });
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        print(name, HexFormat.of().formatHex(random), allowed, sources == null ? List.of() : sources);
    }

    private void print(String name, String key, List<String> rights, List<String> sources) {
        String prefix = "bellhop.api-keys." + name + ".";
        List<String> lines = new ArrayList<>();
        lines.add("# The key, to be sent as x-api-key. It is shown this once:");
        lines.add("#   " + key);
        lines.add(prefix + "hash=" + HexFormat.of().formatHex(Callers.sha256(key)));
        lines.add(prefix + "rights=" + String.join(",", rights));
        if (!sources.isEmpty()) {
            lines.add(prefix + "sources=" + String.join(",", sources));
        }
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }

    private static List<String> allRights() {
        return Arrays.stream(Right.values()).map(Right::text).collect(Collectors.toList());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
