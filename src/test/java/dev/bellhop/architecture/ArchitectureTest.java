package dev.bellhop.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.bellhop.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the rooms of {@link Room#ALL} and the fences around technology, time and chance. */
class ArchitectureTest {

    private static final List<Room> ROOMS = Room.ALL;

    /** A technology and the only packages that may know it. */
    private record Fence(String what, List<String> packages, String... allowed) {
        @Override
        public String toString() {
            return what + " only in " + List.of(allowed);
        }
    }

    private static final List<Fence> FENCES = List.of(
            new Fence(
                    "SQL",
                    List.of(
                            "java.sql..",
                            "javax.sql..",
                            "io.vertx.sqlclient..",
                            "io.vertx.pgclient..",
                            "io.vertx.jdbcclient..",
                            "io.vertx.mutiny.sqlclient..",
                            "io.vertx.mutiny.pgclient..",
                            "io.vertx.mutiny.jdbcclient..",
                            "io.agroal..",
                            "org.flywaydb..",
                            "org.sqlite..",
                            "org.postgresql.."),
                    "storage.."),
            new Fence(
                    "Vert.x",
                    List.of("io.vertx..", "io.netty.."),
                    "storage..",
                    "outbound",
                    "delivery.webhook",
                    "api..",
                    "app",
                    "app.oidc"),
            new Fence("JAX-RS", List.of("jakarta.ws.rs..", "org.jboss.resteasy.."), "api..", "console.."),
            // Its general path is also that of blobs.
            new Fence("SSH", List.of("org.apache.sshd.."), "source.sftp", "source.remote", "source.blob"),
            new Fence("Azure", List.of("com.azure..", "reactor.."), "source.blob"),
            new Fence(
                    "tokens",
                    List.of(
                            "io.quarkus.oidc..",
                            "io.quarkus.security..",
                            "org.jose4j..",
                            "org.eclipse.microprofile.jwt.."),
                    "app.oidc"),
            new Fence("the lifecycle", List.of("io.quarkus.runtime..", "io.quarkus.scheduler.."), "app.."),
            new Fence(
                    "JSON",
                    List.of("com.fasterxml..", "jakarta.json.."),
                    "event..",
                    "operation.json",
                    "api..",
                    "connector..",
                    "simulator..",
                    "app.command.."));

    /** Owner and method; a constructor is {@code <init>}. */
    private static final Set<String> TIME_AND_CHANCE = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.time.InstantSource.system",
            "java.util.Date.<init>",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.lang.Math.random",
            "java.util.Random.<init>",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.security.SecureRandom.<init>",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of");

    private static final Set<String> BLOCKING = Set.of(
            "io.smallrye.mutiny.Uni.await",
            "io.smallrye.mutiny.Uni.awaitUsing",
            "io.smallrye.mutiny.groups.MultiSubscribe.asIterable",
            "io.smallrye.mutiny.groups.MultiSubscribe.asStream",
            "java.util.concurrent.CompletableFuture.join",
            "java.util.concurrent.CompletableFuture.get");

    /** Names of classes that decide: state, time and chance in, an answer out. */
    private static final String DECISIONS = ".*\\.(\\w*(Planner|Plan|Policy|Schedule|Filter|State|Config)"
            + "|Readiness|RetryAfter|DeliveryWindow|CallbackAnswer|CallbackMessage|TraceParent|CallbackUrl|Cidr|FileEvents|FileLook|EventJson)";

    private static JavaClasses classes;

    /** The classes of the application alone, wherever they were compiled to. */
    @BeforeAll
    static void read() {
        // Every rule goes by names: what the libraries are made of need not be read.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        classes = new ClassFileImporter()
                .importUrl(Event.class.getProtectionDomain().getCodeSource().getLocation());
        assertThat(classes).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @FieldSource("ROOMS")
    void a_room_uses_only_the_rooms_it_may_use(Room room) {
        List<String> allowed = new ArrayList<>(List.of(inside(room.name() + "..")));
        room.mayUse().forEach(other -> allowed.add(inside(other + "..")));
        classes()
                .that()
                .resideInAPackage(inside(room.name() + ".."))
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage(Room.ROOT + "..").or(resideInAnyPackage(allowed.toArray(String[]::new))))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void every_class_is_in_a_room() {
        String[] packages =
                ROOMS.stream().flatMap(room -> room.packages().stream()).toArray(String[]::new);
        classes().should().resideInAnyPackage(packages).check(classes);
    }

    @Test
    void there_are_no_circles() {
        slices().matching(Room.ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void the_two_databases_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage(inside("storage.sqlite.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inside("storage.postgres.."))
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(inside("storage.postgres.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inside("storage.sqlite.."))
                .check(classes);
    }

    @ParameterizedTest
    @FieldSource("FENCES")
    void a_technology_stays_behind_its_fence(Fence fence) {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside(fence.allowed()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(fence.packages().toArray(String[]::new))
                .as(fence.toString())
                .check(classes);
    }

    @Test
    void time_and_chance_are_injected() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("app.."))
                .should()
                .accessTargetWhere(describe("it asks for time or chance", access -> isOneOf(TIME_AND_CHANCE, access)))
                .check(classes);
    }

    @Test
    void nobody_waits_with_a_thread() {
        // The simulator is a command of its own: nothing of the service runs beside it.
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("app..", "simulator.."))
                .should()
                .accessTargetWhere(describe("it blocks", access -> isOneOf(BLOCKING, access)))
                .check(classes);
    }

    @Test
    void decisions_know_nothing_of_when_they_are_carried_out() {
        noClasses()
                .that()
                .haveNameMatching(DECISIONS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.smallrye.mutiny..", "io.vertx..", "io.quarkus..", "java.util.concurrent..")
                .check(classes);
    }

    @Test
    void the_table_in_the_architecture_document_is_this_one() throws IOException {
        Path document = Path.of("ARCHITECTURE.md");
        String wanted = Stream.concat(
                        Stream.of("| package | what lives there | may use |", "|---|---|---|"),
                        ROOMS.stream().map(Room::row))
                .reduce("<!-- rooms -->\n", (table, row) -> table + row + '\n')
                .concat("<!-- /rooms -->");
        assertThat(Files.readString(document))
                .as("ARCHITECTURE.md should hold this table:%n%s", wanted)
                .contains(wanted);
    }

    private static boolean isOneOf(Set<String> forbidden, JavaAccess<?> access) {
        return forbidden.contains(
                access.getTargetOwner().getFullName() + '.' + access.getTarget().getName());
    }

    private static String inside(String name) {
        return Room.ROOT + '.' + name;
    }

    private static String[] inside(String... names) {
        return Stream.of(names).map(ArchitectureTest::inside).toArray(String[]::new);
    }
}
