package dev.bellhop.app.command;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the service; the same as bellhop without a command.",
            "",
            "It is configured by config/application.properties in the working folder and by the environment:"
                    + " BELLHOP_DATA, BELLHOP_PUBLIC_URL, QUARKUS_HTTP_PORT and so on; docs/configuration.md has them"
                    + " all."
        })
final class ServeCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Quarkus.run();
        return ExitCode.FINE;
    }
}
