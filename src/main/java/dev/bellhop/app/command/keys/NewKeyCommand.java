package dev.bellhop.app.command.keys;

import dev.bellhop.access.SecretText;
import dev.bellhop.access.keys.KeyText;
import dev.bellhop.app.command.ExitCode;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
final class NewKeyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    KeyOptions wanted;

    @Override
    public Integer call() {
        String prefix = "bellhop.api-keys." + wanted.name() + ".";
        List<String> rights = wanted.rights();
        SecretText key = KeyText.generate(new SecureRandom());
        List<String> lines = new ArrayList<>();
        lines.add("# The key, to be sent as x-api-key. It is shown this once:");
        lines.add("#   " + key.reveal());
        lines.add(prefix + "hash=" + KeyText.hash(key));
        lines.add(prefix + "rights=" + String.join(",", rights));
        if (!wanted.sources.isEmpty()) {
            lines.add(prefix + "sources=" + String.join(",", wanted.sources));
        }
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
        return ExitCode.FINE;
    }
}
