package dev.bellhop.app;

import dev.bellhop.access.Callers;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.util.StringJoiner;
import org.jboss.logging.Logger;

/** Says, once the port is open, what is watched, where Bellhop listens, and what to try. */
@Singleton
final class Banner {

    private static final Logger LOG = Logger.getLogger("dev.bellhop");

    private final Sources sources;
    private final Callers callers;
    private final AppConfig config;
    private final DataFolder data;

    Banner(Sources sources, Callers callers, AppConfig config, DataFolder data) {
        this.sources = sources;
        this.callers = callers;
        this.config = config;
        this.data = data;
    }

    void show(@ObservesAsync HttpServerStart start) {
        if (LaunchMode.current() == LaunchMode.TEST) {
            return;
        }
        String url = config.publicUrl()
                .orElse("http://" + start.options().getHost() + ":"
                        + start.options().getPort());
        LOG.info(text(url));
    }

    String text(String url) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("Bellhop is ready.").add("");
        for (Source source : sources.all()) {
            lines.add(
                    switch (source) {
                        case Source.Directory directory ->
                            "  watching    " + directory.folder().root() + "  (source " + directory.name() + ")";
                        case Source.Pushed pushed ->
                            "  taking in   POST " + url + "/sources/" + pushed.name() + "/events  (source "
                                    + pushed.name() + ")";
                    });
        }
        lines.add("  keeping     " + data.path());
        lines.add("  listening   " + url
                + (callers.isLocalMode() ? "  (local mode: this machine only, no key needed)" : "  (server mode)"));
        String source = sources.names().iterator().next();
        String key = callers.isLocalMode() ? "" : " -H \"x-api-key: $KEY\"";
        String trigger = url + "/triggers/" + source;
        lines.add("").add("  Try it:");
        lines.add("  curl -i" + key + " '" + trigger + "/poll?startFrom=beginning'");
        lines.add("  curl -i" + key + " -d '{\"callbackUrl\":\"http://localhost:9000/\"}' " + trigger + "/subscribe");
        lines.add("  curl -i" + key + " -d '{\"callbackUrl\":\"http://localhost:9000/\"}' " + trigger + "/unsubscribe");
        return lines.add("").toString();
    }
}
