package dev.bellhop.app.command.keys;

import dev.bellhop.access.keys.KeyRequest;
import dev.bellhop.app.command.ExitCode;
import dev.bellhop.app.command.ServiceOptions;
import dev.bellhop.app.command.TerminalScreen;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.wire.Request;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
            "Revokes a created key. It is refused at once, by every instance within two seconds.",
            "",
            "Revoking it again is fine. A configured key must be removed from the configuration instead."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  bellhop keys revoke shop"})
final class RevokeKeyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    ServiceOptions service;

    @Parameters(paramLabel = "NAME", description = "Whose key it is.")
    String name;

    @Override
    public Integer call() throws InterruptedException {
        if (!KeyRequest.isName(name)) {
            throw new ParameterException(spec.commandLine(), "'" + name + "': " + KeyRequest.NAME_RULE);
        }
        TerminalScreen screen = TerminalScreen.of(spec.commandLine());
        KeysCall call = new KeysCall(service, screen);
        return call.send(Request.delete(call.url() + '/' + name), answer -> {
            screen.line(Tone.GOOD, "There is no created key named " + name + " any more");
            return ExitCode.FINE;
        });
    }
}
