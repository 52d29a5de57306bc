package dev.bellhop.architecture;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A top package.
 *
 * @param parts packages inside it
 * @param lives what lives there, in a few words
 * @param mayUse the other rooms that it may use
 */
record Room(String name, List<String> parts, String lives, List<String> mayUse) {

    static final String ROOT = "dev.bellhop";

    /**
     * The table of rooms, in the order of the flow. This is its only source: the rules are made from it, and the table
     * in {@code ARCHITECTURE.md} must equal it. Rooms that are not built yet may be empty.
     */
    static final List<Room> ALL = List.of(
            room("event", "events, positions, trigger states, filters: values").with("filter"),
            room("access", "callers, rights, keys, secrets, where callbacks may point to: values and rules")
                    .with("keys", "signing", "token"),
            room("lease", "who may do what only one process may do at a time"),
            room(
                            "outbound",
                            "requests to URLs that others named: the address that was checked is the one that is dialled")
                    .using("access"),
            room("log", "the log (port), its heads in memory, retention").using("event"),
            room("source", "sources, folder scans, the ledger (port), when a file is whole, its content, its leaving")
                    .with("file", "content", "probe", "hint", "remote", "sftp", "blob", "disposal")
                    .using("event", "access", "log", "lease"),
            room("trigger", "what a poll is answered, and when to ask again").using("event", "log"),
            room(
                            "subscription",
                            "subscriptions, their states and options, the store (port), a change of the sealing key")
                    .with("options", "sealing")
                    .using("event", "access", "lease"),
            room("operation", "actions, operations and their steps")
                    .with(
                            "action.archive",
                            "action.events",
                            "action.files",
                            "action.http",
                            "callback",
                            "engine",
                            "example",
                            "json",
                            "store")
                    .using("event", "access", "outbound", "log", "source"),
            room("delivery", "pumps, attempts and their history, retries, dead letters")
                    .with("attempt", "history", "pump", "result", "webhook")
                    .using("event", "access", "lease", "outbound", "log", "subscription", "operation"),
            room("connector", "the connector definition, its package and workflow samples, the linter: pure")
                    .with("swagger", "parcel", "workflow", "lint")
                    .using("event", "operation"),
            room("storage", "all SQL, migrations, group commit: the ports over two databases")
                    .with("access", "operation", "schema", "sealing", "sqlite", "postgres")
                    .using(
                            "event",
                            "access",
                            "lease",
                            "log",
                            "source",
                            "trigger",
                            "subscription",
                            "operation",
                            "delivery"),
            room("api", "HTTP: resources, problems, content types")
                    .with("edge", "body", "cache", "files", "keys", "operations", "durable", "connector")
                    .using(
                            "event",
                            "access",
                            "log",
                            "source",
                            "trigger",
                            "subscription",
                            "operation",
                            "delivery",
                            "connector"),
            room("console", "the web page")
                    .using("event", "access", "log", "source", "trigger", "subscription", "operation", "delivery"),
            room("simulator", "a small engine, to try triggers and actions without Azure")
                    .with(
                            "wire",
                            "poll",
                            "webhook",
                            "signature",
                            "action",
                            "check",
                            "check.rule",
                            "check.feed",
                            "check.exchange",
                            "check.report"),
            room("app", "wiring, lifecycle, clock, chance, ids, commands")
                    .with("action", "config", "connector", "oidc", "command", "command.keys", "command.simulate")
                    .using(
                            "event",
                            "access",
                            "lease",
                            "outbound",
                            "log",
                            "source",
                            "trigger",
                            "subscription",
                            "operation",
                            "delivery",
                            "connector",
                            "storage",
                            "api",
                            "console",
                            "simulator"));

    private static Room room(String name, String lives) {
        return new Room(name, List.of(), lives, List.of());
    }

    private Room with(String... moreParts) {
        return new Room(name, List.of(moreParts), lives, mayUse);
    }

    private Room using(String... rooms) {
        return new Room(name, parts, lives, List.of(rooms));
    }

    /** The packages of the room, exactly. */
    List<String> packages() {
        return Stream.concat(Stream.of(ROOT + '.' + name), parts.stream().map(part -> ROOT + '.' + name + '.' + part))
                .toList();
    }

    /** The room as a line of the table. */
    String row() {
        String inside = parts.isEmpty() ? "" : " (+" + code(parts, ",") + ')';
        return "| `" + name + '`' + inside + " | " + lives + " | " + (mayUse.isEmpty() ? "–" : users()) + " |";
    }

    private String users() {
        return name.equals("app") ? "everything; nobody uses it" : code(mayUse, ", ");
    }

    private static String code(List<String> names, String separator) {
        return names.stream().map(each -> '`' + each + '`').collect(Collectors.joining(separator));
    }

    @Override
    public String toString() {
        return name;
    }
}
