package dev.bellhop.storage;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import dev.bellhop.event.Timestamps;
import dev.bellhop.log.LogHead;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How logs and events stand in their tables. */
final class LogRows {

    static final String SELECT_LOG = "SELECT source, log_id, oldest, newest, recorded, no FROM log WHERE source ";
    static final String SELECT_EVENT = "SELECT e.position, e.recorded, e.origin, e.id, e.type, e.subject,"
            + " e.time, e.content_type, e.extensions, e.data, e.base64, e.content_path FROM event e";
    static final String INSERT = "INSERT INTO event (log, position, recorded, origin, id, type, subject, time,"
            + " content_type, extensions, data, base64, content_path) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private LogRows() {}

    /** A log with the number of its row. */
    record Log(long no, LogHead head) {}

    /** Reads the log's row, which nobody else can change until the transaction ends. */
    static Uni<Log> lock(Transaction transaction, Dialect dialect, String source) {
        return transaction
                .query(SELECT_LOG + "= ?" + dialect.forUpdate(), source)
                .map(rows -> log(rows.getFirst()));
    }

    static Log log(Row row) {
        LogHead head = new LogHead(
                row.getString(0),
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                Timestamps.fromMicros(row.getLong(4)));
        return new Log(row.getLong(5), head);
    }

    static LogHead withOldest(LogHead head, long oldest) {
        return new LogHead(head.source(), head.logId(), oldest, head.newest(), head.recorded());
    }

    static Tuple row(long log, Event event) {
        CloudEvent what = event.what();
        EventData data = what.data();
        return Database.tuple(
                log,
                event.position(),
                Timestamps.toMicros(event.recorded()),
                what.origin(),
                what.id(),
                what.type(),
                what.subject(),
                what.time() == null ? null : Timestamps.toMicros(what.time()),
                what.dataContentType(),
                Extensions.write(what.extensions()),
                data == null ? null : data.text(),
                data != null && data.base64() ? 1 : 0,
                what.contentPath());
    }

    static Event event(String source, Row row) {
        String data = row.getString(9);
        Long time = row.getLong(6);
        CloudEvent what = new CloudEvent(
                row.getString(3),
                row.getString(2),
                row.getString(4),
                row.getString(5),
                time == null ? null : Timestamps.fromMicros(time),
                row.getString(7),
                Extensions.read(row.getString(8)),
                data == null ? null : new EventData(data, row.getInteger(10) == 1),
                row.getString(11));
        return new Event(source, row.getLong(0), Timestamps.fromMicros(row.getLong(1)), what);
    }

    /** Extension attributes in one column: an array of names and JSON values in turn, nothing if there are none. */
    private static final class Extensions {

        private Extensions() {}

        static @Nullable String write(Map<String, String> extensions) {
            if (extensions.isEmpty()) {
                return null;
            }
            JsonArray pairs = new JsonArray();
            extensions.forEach((name, value) -> pairs.add(name).add(value));
            return pairs.encode();
        }

        static Map<String, String> read(@Nullable String column) {
            if (column == null) {
                return Map.of();
            }
            JsonArray pairs = new JsonArray(column);
            Map<String, String> extensions = new LinkedHashMap<>();
            for (int i = 0; i < pairs.size(); i += 2) {
                extensions.put(pairs.getString(i), pairs.getString(i + 1));
            }
            return extensions;
        }
    }
}
