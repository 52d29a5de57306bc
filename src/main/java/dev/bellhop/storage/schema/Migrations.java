package dev.bellhop.storage.schema;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schema up to date with Flyway. The scripts are listed by name, because neither a packaged application nor
 * a native image lets a class path be searched reliably; a test compares the list with the folders.
 */
public final class Migrations implements ResourceProvider {

    /** The scripts of every database, oldest first; each exists once a database. */
    public static final List<String> SCRIPTS = List.of(
            "V1__logs.sql",
            "V2__readers.sql",
            "V3__file_identity.sql",
            "V4__subscription_options.sql",
            "V5__attempts.sql",
            "V6__api_keys.sql",
            "V7__owners.sql",
            "V8__operations.sql",
            "V9__operation_callbacks.sql",
            "V10__operation_lists.sql",
            "V11__sealed_inputs.sql");

    private final String folder;

    private Migrations(String folder) {
        this.folder = folder;
    }

    /**
     * Runs what is missing; blocks.
     *
     * @param name how people know the database
     */
    public static void run(DataSource dataSource, String database, String name) {
        Migrations scripts = new Migrations("db/" + database);
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .resourceProvider(scripts)
                    .javaMigrationClassProvider(List::of)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new IllegalStateException("The database " + name + " cannot be opened: " + reason(e), e);
        }
    }

    /** Flyway wraps what happened in a page of text. */
    private static @Nullable String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure.getMessage() : reason(cause);
    }

    /** Flyway also asks for files that may be there and are not: those are {@code null}. */
    @Override
    public @Nullable LoadableResource getResource(String name) {
        String script = name.substring(name.lastIndexOf('/') + 1);
        return SCRIPTS.contains(script) ? new Script(folder, script) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return SCRIPTS.stream()
                .filter(name ->
                        name.startsWith(prefix) && List.of(suffixes).stream().anyMatch(name::endsWith))
                .<LoadableResource>map(name -> new Script(folder, name))
                .toList();
    }

    private static final class Script extends LoadableResource {

        private final String folder;
        private final String name;

        Script(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream bytes = Migrations.class.getClassLoader().getResourceAsStream(getAbsolutePath());
            return new InputStreamReader(
                    Objects.requireNonNull(bytes, () -> getAbsolutePath() + " is missing"), StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return folder + '/' + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
