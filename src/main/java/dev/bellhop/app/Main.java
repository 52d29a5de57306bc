package dev.bellhop.app;

import dev.bellhop.app.command.Commands;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. Only serving needs Quarkus; every other command is a client and starts at once. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run();
            return;
        }
        int code = Commands.line().execute(arguments);
        System.exit(code);
    }
}
