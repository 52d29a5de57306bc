package dev.bellhop.app;

import dev.bellhop.access.Callers;
import dev.bellhop.api.body.Urls;
import dev.bellhop.app.config.AppConfig;
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
        String host = start.options().getHost();
        String literal = host.contains(":") && !host.startsWith("[") ? '[' + host + ']' : host;
        LOG.info(text(config.publicUrl()
                .orElse("http://" + literal + ':' + start.options().getPort())));
    }

    String text(String address) {
        String url = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        StringJoiner lines = new StringJoiner("\n");
        lines.add("Bellhop is ready.").add("");
        for (Source source : sources.all()) {
            lines.add(
                    switch (source) {
                        case Source.Directory directory ->
                            "  watching    " + directory.folder().place() + "  (source " + directory.name() + ")";
                        case Source.Pushed pushed ->
                            "  taking in   POST " + url + "/sources/" + Urls.encode(pushed.name()) + "/events  (source "
                                    + pushed.name() + ")";
                        case Source.Notices notices ->
                            "  telling     what becomes of subscriptions  (source " + notices.name() + ")";
                    });
        }
        lines.add("  keeping     " + data.path());
        lines.add("  listening   " + url
                + (callers.isLocalMode() ? "  (local mode: this machine only, no key needed)" : "  (server mode)"));
        String trigger =
                url + "/triggers/" + Urls.encode(sources.names().iterator().next());
        String credential = callers.takesTokens() ? "Authorization: Bearer $TOKEN" : "x-api-key: $KEY";
        String curl = callers.isLocalMode() ? "  curl -i" : "  curl -i -H \"" + credential + '"';
        String callback = callers.isLocalMode() ? "http://localhost:9000/" : "https://example.org/";
        String body = " -d '{\"callbackUrl\":\"" + callback + "\"}' '";
        lines.add("").add("  Try it:");
        lines.add(curl + " '" + trigger + "/poll?startFrom=beginning'");
        lines.add(curl + body + trigger + "/subscribe'");
        lines.add(curl + body + trigger + "/unsubscribe'");
        return lines.add("").toString();
    }
}
