package dev.bellhop.app.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build gave the application. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "bellhop "
                    + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                            .orElse("(not packaged)")
        };
    }
}
