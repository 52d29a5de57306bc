package dev.bellhop.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.AccessConfig;
import dev.bellhop.access.AccessSetup;
import dev.bellhop.access.Caller;
import dev.bellhop.access.Callers;
import dev.bellhop.access.Right;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CommandsTest {

    private final FakeService service = new FakeService();

    @AfterEach
    void close() {
        service.close();
    }

    /** Every command, as it is typed. */
    static Stream<List<String>> commands() {
        return below(Commands.line(), List.of());
    }

    private static Stream<List<String>> below(CommandLine command, List<String> typed) {
        return Stream.concat(
                Stream.of(typed), command.getSubcommands().entrySet().stream().flatMap(entry -> {
                    List<String> longer = new ArrayList<>(typed);
                    longer.add(entry.getKey());
                    return below(entry.getValue(), longer);
                }));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_teaches_itself(List<String> command) {
        Typed help =
                Typed.run(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));

        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: bellhop").doesNotContain("\u001b");
        boolean group = help.out().contains("Commands:");
        if (!group && !command.equals(List.of("serve"))) {
            assertThat(help.out()).contains("Examples:", "Exit codes:", "Everything is as it should be.");
        }
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100, "at most 100 columns");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    simulat                                          | Did you mean: bellhop simulate?
                    simulate                                         | Say what to simulate: poll
                    simulate poll                                    | Missing required parameter: 'URL'
                    simulate poll http://h --recurrence 1w           | '1w' is no duration; write for example 500ms, 15s
                    simulate poll http://h --recurrence 100ms        | --recurrence: logic-apps looks at most once in 1s
                    simulate poll http://h --dialect power-automate --recurrence 15s | power-automate looks at most once in 60s
                    simulate poll http://h --dialect ifttt           | there are [logic-apps, power-automate]
                    simulate poll http://h --fast=0                  | --fast=0: the factor must be 1 to 100000
                    simulate poll http://h --fast=100001             | --fast=100001: the factor must be 1 to 100000
                    simulate poll foo                                | 'foo' is no absolute http or https URL
                    simulate action http://h/a{b                     | is no absolute http or https URL
                    simulate check /poll                             | '/poll' is no absolute http or https URL
                    simulate webhook ftp://h                         | 'ftp://h' is no absolute http or https URL
                    simulate action http://h --method BAD!           | --method 'BAD!': write a method such as POST
                    simulate poll http://h --header Host:x           | --header Host: engines drop this header
                    simulate poll http://h --header Accept:x         | --header Accept: engines drop this header
                    simulate poll http://h --polls 0                 | --polls=0: must be 1 or more
                    simulate poll http://h --expect -1               | --expect=-1: must be 1 or more
                    simulate poll http://h --for -5m                 | --for: must be more than nothing
                    simulate poll http://h --recurrence 501d         | --recurrence: must be more than nothing, and 500d
                    simulate poll http://h --trouble host-restart    | --trouble host-restart: cannot happen here
                    simulate action http://h --trouble edited        | what can is [lost-response, duplicate-request]
                    simulate check http://h --trouble lost-response  | cannot happen here; what can is nothing
                    simulate check http://h --junit no/such/x.xml    | --junit=no/such/x.xml: there is no such folder
                    simulate check http://h --feed no/such           | --feed=no/such: there is no such folder
                    simulate check http://h --expect 0               | --expect=0: must be 1 or more
                    simulate webhook http://h --listen nowhere       | --listen=nowhere: write HOST:PORT or PORT
                    simulate webhook http://h --listen no-such.invalid:0 | --listen=no-such.invalid:0: cannot listen there
                    simulate webhook http://h --answer 999           | 999
                    simulate webhook http://h --body {}              | write @{listCallbackUrl()} into it
                    simulate webhook http://h --secret short         | secret
                    simulate poll http://h --fast=x                  | 'x' is not a long
                    simulate poll http://h --trouble rain            | 'rain' is no trouble; there are lost-response
                    simulate poll http://h --header nonsense         | --header 'nonsense': write NAME: VALUE
                    simulate poll http://h --split-on=value          | --split-on=value: write a JSON pointer such as /value
                    simulate poll http://h --key k --wrong           | Unknown option: '--wrong'
                    redrive --before yesterday                       | --before=yesterday: write a time such as 2026-
                    keys                                             | Say what to do: new, create, list, revoke
                    keys new two_words                               | a name has letters, digits and dashes only
                    keys new me --rights poll,fly                    | there is no right 'fly'; there are poll, subscribe
                    keys create me --rights poll,fly                 | there is no right 'fly'; there are poll, subscribe
                    keys create a/b                                  | a name has letters, digits and dashes only
                    keys create me --expires soon                    | --expires=soon: write for example 90d, 12h or 2027-
                    keys create me --expires 2027-01-31T00:00        | --expires=2027-01-31T00:00: write for example 90d
                    keys revoke a/b                                  | a name has letters, digits and dashes only
                    """)
    void a_command_that_is_written_wrongly_says_what_to_write(String typed, String said) {
        Typed refused = Typed.run(typed.split(" +"));

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(said);
        assertThat(refused.err().lines().count()).isLessThanOrEqualTo(3);
        // What is found out late comes after the first line.
        assertThat(refused.out().lines().count()).isLessThanOrEqualTo(1);
    }

    @Test
    void the_version_is_told() {
        assertThat(Typed.run("--version").out()).startsWith("bellhop ");
    }

    @Test
    void a_poll_shows_what_fires_and_counts_it() {
        String next = service.url() + "/poll?s=1";
        service.on("GET /poll", 200, "{\"id\":\"e1\"}", "Location", next, "Retry-After", "0");
        service.on("GET /poll?s=1", 202, "", "Location", next, "Retry-After", "15");

        Typed run = Typed.run("simulate", "poll", "--drain", "--fast", service.url() + "/poll", "--key", "secret-key");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("Polling as logic-apps does, every wait 60 times shorter\n")
                .contains("id e1; next in 0 s", "202  nothing new", "fired      1")
                .doesNotContain("secret-key", "\u001b");
        assertThat(service.keys()).containsExactly("secret-key", "secret-key");
    }

    @Test
    void time_is_not_shortened_unless_it_is_asked_for() {
        service.on("GET /poll", 202, "", "Location", service.url() + "/poll", "Retry-After", "0");

        assertThat(Typed.run("simulate", "poll", service.url() + "/poll", "--polls", "1")
                        .out())
                .startsWith("Polling as logic-apps does\n");
        assertThat(Typed.run("simulate", "poll", "--fast=7", service.url() + "/poll", "--polls", "1")
                        .out())
                .startsWith("Polling as logic-apps does, every wait 7 times shorter\n");
    }

    @Test
    void what_comes_twice_or_not_at_all_is_not_fine_and_nobody_there_is_another_thing() {
        service.on("GET /poll", 200, "{\"id\":\"e1\"}", "Location", service.url() + "/poll", "Retry-After", "0");

        assertThat(Typed.run("simulate", "poll", service.url() + "/poll", "--polls", "2")
                        .code())
                .isEqualTo(ExitCode.NOT_FINE);
        service.close();
        assertThat(Typed.run("simulate", "poll", service.url() + "/poll", "--polls", "1", "--fast=100000")
                        .code())
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(Typed.run("simulate", "webhook", service.url() + "/subscribe", "--fast=100000")
                        .code())
                .isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void colours_are_for_terminals_and_what_the_service_says_cannot_make_any() {
        service.on(
                "GET /poll",
                200,
                "{\"id\":\"\\u001b[31me1\\u009b\\u202e\"}",
                "Location",
                service.url() + "/poll?s=1",
                "Retry-After",
                "0");
        String[] typed = {"simulate", "poll", service.url() + "/poll", "--polls", "1"};

        assertThat(Typed.run(Ansi.ON, typed).out())
                .contains("\u001b[32m", "id ·[31me1··")
                .doesNotContain("\u001b[31m");
        assertThat(Typed.run(Ansi.OFF, typed).out()).doesNotContain("\u001b");
    }

    @Test
    void an_action_prints_its_result() {
        service.on("POST /start", 202, "", "Location", service.url() + "/status", "Retry-After", "1");
        service.on("GET /status", 200, "{\"result\":42}");
        String[] typed = {"simulate", "action", service.url() + "/start", "--body", "{\"a\":1}", "--fast=1000"};

        Typed run = Typed.run(typed);

        assertThat(run.code()).isZero();
        assertThat(run.out()).endsWith("{\"result\":42}\n");
        assertThat(service.requests()).containsExactly("POST /start {\"a\":1}", "GET /status");
        service.on("GET /status", 422, "{\"detail\":\"no\"}");
        assertThat(Typed.run(typed).code()).isEqualTo(ExitCode.NOT_FINE);
    }

    @ParameterizedTest
    @CsvSource({
        "logic-apps, , k",
        "power-automate, , null",
        "power-automate, --repeat-key, k",
        "logic-apps, --no-repeat-key, null"
    })
    void a_status_is_asked_for_with_the_key_as_the_engine_does_or_as_one_says(
            String dialect, String option, String key) {
        service.on("POST /start", 202, "", "Location", service.url() + "/status", "Retry-After", "0");
        service.on("GET /status", 200, "");
        List<String> typed = new ArrayList<>(
                List.of("simulate", "action", service.url() + "/start", "--key", "k", "--dialect", dialect));
        if (option != null) {
            typed.add(option);
        }

        assertThat(Typed.run(typed.toArray(String[]::new)).code()).isZero();
        assertThat(service.keys()).containsExactly("k", key);
    }

    @Test
    void a_new_key_is_configured_by_what_is_printed() throws IOException {
        Typed made = Typed.run("keys", "new", "erp", "--rights", "poll,files", "--sources", "inbox");

        Properties printed = new Properties();
        printed.load(new StringReader(made.out()));
        Map<String, String> config =
                printed.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, printed::getProperty));
        AccessSetup.Outcome read = AccessSetup.read(new SmallRyeConfigBuilder()
                .withMapping(AccessConfig.class)
                .withSources(new PropertiesConfigSource(config, "printed", 100))
                .build()
                .getConfigMapping(AccessConfig.class));
        String key = made.out().lines().toList().get(1).substring("#   ".length());
        assertThat(read.problems()).isEmpty();
        assertThat(new Callers(read.keys()).identify(key)).isInstanceOfSatisfying(Caller.KeyHolder.class, holder -> {
            assertThat(holder.name()).isEqualTo("erp");
            assertThat(holder.rights()).containsExactlyInAnyOrder(Right.POLL, Right.FILES);
            assertThat(holder.sources()).containsExactly("inbox");
        });
        assertThat(Typed.run("keys", "new", "erp").out()).isNotEqualTo(made.out());
    }

    @Test
    void a_created_key_alone_is_on_the_standard_output() {
        service.on("POST /keys", 201, "{\"name\":\"shop\",\"key\":\"bh_0123\"}");

        Typed all = Typed.run("keys", "create", "all", "--url", service.url(), "--key", "k");
        Typed some = Typed.run(
                "keys",
                "create",
                "shop",
                "--rights",
                "publish,FILES",
                "--sources",
                "orders,in box",
                "--expires",
                "2027-01-31T01:00:00+01:00",
                "--requests-per-second",
                "5",
                "--url",
                service.url());

        assertThat(all.code()).isZero();
        assertThat(all.out()).isEqualTo("bh_0123\n");
        assertThat(all.err()).contains("The key of all").doesNotContain("bh_");
        assertThat(some.out()).isEqualTo("bh_0123\n");
        assertThat(service.requests())
                .containsExactly(
                        "POST /keys {\"name\":\"all\",\"rights\":[\"poll\",\"subscribe\",\"publish\",\"files\",\"act\","
                                + "\"operate\"]}",
                        "POST /keys {\"name\":\"shop\",\"rights\":[\"publish\",\"FILES\"],\"sources\":[\"orders\",\"in box\"],"
                                + "\"expires\":\"2027-01-31T00:00:00Z\",\"requestsPerSecond\":5}");
        assertThat(service.keys()).containsExactly("k", "null");
    }

    @Test
    void a_key_can_be_created_for_some_time() {
        service.on("POST /keys", 201, "{\"key\":\"bh_0123\"}");

        Instant before = Instant.now();
        assertThat(Typed.run("keys", "create", "trial", "--expires", "90d", "--url", service.url())
                        .code())
                .isZero();

        Instant expires =
                Instant.parse(service.requests().getFirst().replaceFirst(".*\"expires\":\"([^\"]+)\".*", "$1"));
        assertThat(expires)
                .isBetween(before.plus(Duration.ofDays(90)), Instant.now().plus(Duration.ofDays(90)));
    }

    @Test
    void what_is_no_key_does_not_get_onto_the_standard_output() {
        service.on("POST /keys", 409, "{\"detail\":\"There is one.\"}");
        String[] typed = {"keys", "create", "shop", "--url", service.url()};
        assertThat(Typed.run(typed)).isEqualTo(new Typed(ExitCode.NOT_FINE, "", "There is one.\n"));

        for (String body : List.of("<html>", "{\"key\":7}", "{\"key\":\"\"}", "{\"key\":\"\\u001b[31m\"}")) {
            service.on("POST /keys", 200, body);
            Typed odd = Typed.run(typed);
            assertThat(odd.code()).as(body).isEqualTo(ExitCode.NOT_FINE);
            assertThat(odd.out()).isEmpty();
        }
        service.close();
        assertThat(Typed.run(typed).code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(Typed.run(typed).out()).isEmpty();
    }

    @Test
    void keys_are_listed_as_a_table() {
        service.on(
                "GET /keys",
                200,
                "{\"value\":[{\"name\":\"operator\",\"origin\":\"configured\",\"rights\":[\"poll\",\"operate\"]},"
                        + "{\"name\":\"shop\",\"origin\":\"created\",\"rights\":[\"publish\"],\"sources\":[\"a\",\"b\"],"
                        + "\"created\":\"2026-11-27T06:00:12.123456Z\",\"expires\":\"2027-01-31T00:00:00.000000Z\","
                        + "\"lastUsed\":\"2026-11-27T06:10:12.123456Z\"}]}");

        Typed seen = Typed.run("keys", "list", "--url", service.url(), "--key", "k");

        assertThat(seen).isEqualTo(new Typed(0, """
                NAME      ORIGIN      RIGHTS        SOURCES  CREATED            EXPIRES            LAST USED
                operator  configured  poll,operate  all      -                  never              -
                shop      created     publish       a,b      2026-11-27T06:00Z  2027-01-31T00:00Z  2026-11-27T06:10Z
                """, ""));
        assertThat(service.keys()).containsExactly("k");
        service.on("GET /keys", 200, "<html>");
        assertThat(Typed.run("keys", "list", "--url", service.url()).code()).isEqualTo(ExitCode.NOT_FINE);
    }

    @Test
    void a_key_is_revoked() {
        service.on("DELETE /keys/shop", 204, "");
        assertThat(Typed.run("keys", "revoke", "shop", "--url", service.url() + "/", "--key", "k"))
                .isEqualTo(new Typed(0, "There is no created key named shop any more\n", ""));
        service.on("DELETE /keys/shop", 409, "{\"detail\":\"It is configured.\"}");
        assertThat(Typed.run("keys", "revoke", "shop", "--url", service.url()))
                .isEqualTo(new Typed(ExitCode.NOT_FINE, "It is configured.\n", ""));
        assertThat(service.requests()).containsOnly("DELETE /keys/shop");
    }

    @Test
    void dead_letters_are_sent_again() {
        service.on("POST /dead-letters/redrive", 200, "{\"redriven\":3}");

        Typed all = Typed.run("redrive", "--url", service.url());
        Typed some = Typed.run(
                "redrive",
                "--url",
                service.url() + "/",
                "--key",
                "k",
                "--subscription",
                "s\"1",
                "--id",
                "a",
                "--id",
                "b",
                "--before",
                "2026-11-20T00:00:00Z");

        assertThat(all).isEqualTo(new Typed(0, "3 dead letters are sent again\n", ""));
        assertThat(some.code()).isZero();
        assertThat(service.requests())
                .containsExactly(
                        "POST /dead-letters/redrive {}",
                        "POST /dead-letters/redrive {\"subscription\":\"s\\\"1\",\"ids\":[\"a\",\"b\"],"
                                + "\"before\":\"2026-11-20T00:00:00Z\"}");
        assertThat(service.keys()).containsExactly("null", "k");
    }

    @Test
    void what_the_service_refuses_is_said_in_its_words() {
        service.on("POST /dead-letters/redrive", 403, "{\"detail\":\"This key may not operate.\"}");
        assertThat(Typed.run("redrive", "--url", service.url()))
                .isEqualTo(new Typed(ExitCode.NOT_FINE, "This key may not operate.\n", ""));
        service.close();
        assertThat(Typed.run("redrive", "--url", service.url()).code()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void the_doctor_follows_every_location() {
        healthy(service.url());

        Typed seen = Typed.run("doctor", "--url", service.url(), "--key", "k");

        assertThat(seen.code()).isZero();
        assertThat(seen.out())
                .isEqualTo("ok      reachable and ready\n"
                        + "ok      source in box can be polled, and Location leads back here\n");
        assertThat(service.keys()).containsOnly("k");
        assertThat(service.requests()).last().isEqualTo("GET /triggers/in%20box/poll?triggerState=1");
    }

    @Test
    void the_doctor_says_which_setting_mends_a_location_that_leads_elsewhere() {
        healthy("http://inner:8080");

        Typed seen = Typed.run("doctor", "--url", service.url());

        assertThat(seen.code()).isEqualTo(ExitCode.NOT_FINE);
        assertThat(seen.out())
                .contains("broken  source in box: Location leads to http://inner:8080/triggers/in%20box/poll, but")
                .contains("set bellhop.public-url=" + service.url());
    }

    @Test
    void the_doctor_names_what_is_not_ready_or_not_allowed_or_not_there() {
        healthy(service.url());
        service.on("GET /q/health/ready", 503, "{\"checks\":[{\"name\":\"database\"}]}");
        service.on("GET /triggers/in%20box/poll", 401, "{\"detail\":\"Send a key.\"}");

        Typed seen = Typed.run("doctor", "--url", service.url());

        assertThat(seen.code()).isEqualTo(ExitCode.NOT_FINE);
        assertThat(seen.out())
                .contains("broken  reachable, but not ready: ", "database")
                .contains("broken  source in box: Send a key.");
        service.close();
        assertThat(Typed.run("doctor", "--url", service.url()).code()).isEqualTo(ExitCode.UNREACHABLE);
    }

    private void healthy(String base) {
        service.on("GET /q/health/ready", 200, "{\"status\":\"UP\"}");
        service.on("GET /sources", 200, "{\"value\":[{\"name\":\"in box\"}]}");
        service.on(
                "GET /triggers/in%20box/poll",
                202, "", "Location", base + "/triggers/in%20box/poll?triggerState=1", "Retry-After", "15");
        service.on("GET /triggers/in%20box/poll?triggerState=1", 202, "");
    }

    @Test
    void lint_looks_at_files_and_at_what_is_in_a_zip(@TempDir Path folder) throws IOException {
        Path definition = Files.writeString(folder.resolve("apiDefinition.swagger.json"), "{\"swagger\":\"2.0\"}");
        Path properties = Files.writeString(
                folder.resolve("apiProperties.json"), "{\"properties\":{\"iconBrandColor\":\"#1f6f5c\"}}");
        Path zip = folder.resolve("connector.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("bellhop/apiProperties.json"));
            out.write("{\"properties\":{}}".getBytes(StandardCharsets.UTF_8));
        }

        Typed fine = Typed.run("lint", properties.toString());
        assertThat(fine.code()).isEqualTo(ExitCode.FINE);
        assertThat(fine.out()).isEqualToNormalizingNewlines("0 errors, 0 pieces of advice\n");
        Typed broken = Typed.run("lint", properties.toString(), definition.toString());
        assertThat(broken.code()).isEqualTo(ExitCode.NOT_FINE);
        assertThat(broken.out())
                .contains("error host: host is a host", "    /host: there is none", "advice schemes: ")
                .doesNotContain("brand-color");
        Typed zipped = Typed.run("lint", zip.toString());
        assertThat(zipped.code()).isEqualTo(ExitCode.NOT_FINE);
        assertThat(zipped.out()).contains("connector.zip!bellhop/apiProperties.json", "error brand-color");
    }

    @Test
    void lint_says_what_it_cannot_read(@TempDir Path folder) throws IOException {
        Typed missing = Typed.run("lint", folder.resolve("none.json").toString());
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.out()).contains("There is no file").contains("none.json");
        Path zip = Files.writeString(folder.resolve("a.zip"), "no zip");
        assertThat(Typed.run("lint", zip.toString()).code()).isEqualTo(ExitCode.FAILED);
        Typed directory = Typed.run("lint", folder.toString());
        assertThat(directory.code()).isEqualTo(ExitCode.FAILED);
        assertThat(directory.out()).contains(folder + " is a folder: name the files in it");
        Path odd = Files.writeString(
                folder.resolve("odd.json"),
                "{\"properties\":{\"iconBrandColor\":\"#1f6f5c\",\"capabilities\":[],\"connectionParameters\":"
                        + "{\"swagger\":{\"type\":\"string\",\"uiDefinition\":{\"displayName\":\"Key\"}}}}}");
        assertThat(Typed.run("lint", odd.toString()).code()).isEqualTo(ExitCode.FINE);
        Path text = Files.writeString(folder.resolve("a.json"), "no json");
        assertThat(Typed.run("lint", text.toString()).out()).contains("error json", "line 1");
        assertThat(Typed.run("lint").code()).isEqualTo(ExitCode.USAGE);
    }
}
