package dev.bellhop.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellhop.access.Right;
import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventJson;
import dev.bellhop.event.Timestamps;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.LogHead;
import dev.bellhop.source.ScanRunner;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.source.file.ScanReport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What sources there are, and their logs. */
@Path("/sources")
@Produces(MediaType.APPLICATION_JSON)
public final class SourcesResource {

    static final int PAGE_DEFAULT = 100;
    static final int PAGE_MAX = 1_000;

    private static final String DIRECTORY = "directory";
    private static final String EVENTS = "events";
    private static final List<String> KINDS = List.of(DIRECTORY, EVENTS);

    private final Gate gate;
    private final Sources sources;
    private final EventLog log;
    private final ScanRunner scans;
    private final PublicUrl publicUrl;

    SourcesResource(Gate gate, Sources sources, EventLog log, ScanRunner scans, PublicUrl publicUrl) {
        this.gate = gate;
        this.sources = sources;
        this.log = log;
        this.scans = scans;
        this.publicUrl = publicUrl;
    }

    /** All sources that the caller may read. */
    public record SourceList(List<SourceView> value) {}

    /**
     * A source as it is now.
     *
     * @param oldest position of the oldest event kept
     * @param newest position of the newest event, 0 if there was none
     * @param events how many events are kept
     * @param files what the last scan of the folder found; absent for pushed events
     */
    public record SourceView(
            String name,
            String kind,
            String title,
            String description,
            long oldest,
            long newest,
            long events,
            String newestTime,
            @Nullable FilesView files) {}

    /**
     * A folder after its last scan.
     *
     * @param settling files that will be announced when they have rested
     * @param state {@code stopped} while nothing is announced because of a trouble, else {@code watching}
     * @param troubles what could not be read
     * @param scanning how far a scan is that takes long or is the first; absent as a rule
     */
    public record FilesView(
            long total,
            long settling,
            String state,
            List<String> troubles,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ScanningView scanning) {}

    /**
     * A scan under way.
     *
     * @param files files met so far
     */
    public record ScanningView(long files, String since) {}

    @GET
    public SourceList list(@Context HttpServerRequest request) {
        var caller = gate.caller(request);
        List<SourceView> readable = sources.all().stream()
                .filter(source -> caller.may(Right.POLL, source.name()))
                .map(this::view)
                .toList();
        if (readable.isEmpty()) {
            gate.operator(request, Right.POLL);
        }
        String kind = new Parameters(request).text("kind");
        if (!kind.isEmpty() && !KINDS.contains(kind)) {
            throw Problem.malformedParameter("kind", kind, "it must be one of " + String.join(", ", KINDS))
                    .stop();
        }
        return new SourceList(readable.stream()
                .filter(source -> kind.isEmpty() || source.kind().equals(kind))
                .toList());
    }

    @GET
    @Path("/{source}")
    public SourceView get(@PathParam("source") String source, @Context HttpServerRequest request) {
        return view(gate.source(request, Right.POLL, source));
    }

    @GET
    @Path("/{source}/schema")
    public String schema(@PathParam("source") String source, @Context HttpServerRequest request) {
        return DataSchemas.of(gate.source(request, Right.POLL, source));
    }

    @GET
    @Path("/{source}/events")
    public Uni<byte[]> events(@PathParam("source") String source, @Context HttpServerRequest request) {
        gate.source(request, Right.POLL, source);
        Parameters parameters = new Parameters(request);
        long after = parameters.position("after");
        int limit = parameters.number("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        String base = publicUrl.of(request);
        return log.read(source, after + 1, limit).map(events -> {
            boolean more = !events.isEmpty()
                    && events.getLast().position() < log.head(source).newest();
            String next = more ? base + request.path() + nextPage(events, limit) : "";
            return EventJson.page(events, publicUrl.links(request), next);
        });
    }

    private static String nextPage(List<Event> events, int limit) {
        return "?after=" + events.getLast().position() + "&limit=" + limit;
    }

    private SourceView view(Source source) {
        LogHead head = log.head(source.name());
        Optional<ScanReport> report = scans.report(source.name());
        return new SourceView(
                source.name(),
                source instanceof Source.Directory ? DIRECTORY : EVENTS,
                source.title(),
                source.description(),
                head.oldest(),
                head.newest(),
                head.newest() - head.oldest() + 1,
                Timestamps.format(head.recorded()),
                report.map(scan -> new FilesView(
                                scan.files(),
                                scan.settling(),
                                scan.stopped() ? "stopped" : "watching",
                                scan.troubles(),
                                scans.underWay(source.name())
                                        .map(scanning ->
                                                new ScanningView(scanning.files(), Timestamps.format(scanning.since())))
                                        .orElse(null)))
                        .orElse(null));
    }
}
