package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventJson;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.Readiness.Ready;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileEventsTest {

    private static final FileLook LOOK = new FileLook(48_213, 1_795_169_730_123_456_789L);

    private final FileEvents events =
            new FileEvents("in box", name -> name.endsWith(".pdf") ? "application/pdf" : "x/y");

    @Test
    void a_file_is_described_as_the_design_shows_it() {
        CloudEvent what = announce(new Entry("2026/11/ä b+\"c\".pdf", LOOK, 1, null), false);

        assertThat(what.type()).isEqualTo("dev.bellhop.file.created");
        assertThat(what.origin()).isEqualTo("/sources/in%20box");
        assertThat(what.subject()).isEqualTo("2026/11/ä b+\"c\".pdf");
        assertThat(what.dataContentType()).isEqualTo("application/json");
        assertThat(what.time()).as("that is when it was recorded").isNull();
        assertThat(json(what))
                .endsWith("\"data\":{\"path\":\"2026/11/ä b+\\\"c\\\".pdf\",\"name\":\"ä b+\\\"c\\\".pdf\","
                        + "\"size\":48213,\"contentType\":\"application/pdf\","
                        + "\"lastModified\":\"2026-11-20T10:15:30.123456Z\","
                        + "\"etag\":\"\\\"bc55-18e9b95bbb8ae115\\\"\","
                        + "\"contentUrl\":\"https://b.example/sources/in%20box/files/2026/11/%C3%A4%20b%2B%22c%22.pdf"
                        + "?version=bc55-18e9b95bbb8ae115\"}}");
    }

    @Test
    void a_file_at_the_top_and_a_file_of_an_odd_date_are_described_too() {
        FileLook odd = new FileLook(0, -1);
        CloudEvent what = announce(new Entry("-x?#%", odd, 2, null), true);

        assertThat(what.type()).isEqualTo("dev.bellhop.file.changed");
        assertThat(what.contentPath()).isEqualTo("/sources/in%20box/files/-x%3F%23%25?version=0-ffffffffffffffff");
        assertThat(json(what)).contains("\"lastModified\":\"1969-12-31T23:59:59.999999Z\"");
    }

    @Test
    void the_same_announcement_has_the_same_id_and_every_other_one_another() {
        Entry entry = new Entry("a/b", LOOK, 1, null);
        Set<String> ids = new HashSet<>();
        for (Entry other : List.of(
                entry,
                new Entry("a/b", LOOK, 2, null),
                new Entry("a/c", LOOK, 1, null),
                new Entry("a\nb", LOOK, 1, null),
                new Entry("a/b\n1", LOOK, 1, null),
                new Entry("a/b", new FileLook(1, LOOK.modifiedNanos()), 1, null),
                new Entry("a/b", new FileLook(LOOK.size(), 1), 1, null))) {
            ids.add(announce(other, false).id());
        }
        ids.add(new FileEvents("other", name -> "x/y")
                .announce(new Ready(entry, false))
                .id());

        assertThat(ids).hasSize(8).allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(announce(entry, true).id())
                .isEqualTo(new FileEvents("in box", name -> "z")
                        .announce(new Ready(entry, false))
                        .id());
    }

    @Test
    void a_version_names_size_and_time() {
        assertThat(new FileLook(255, 16).version()).isEqualTo("ff-10");
        assertThat(new FileLook(0, -1).version()).isEqualTo("0-ffffffffffffffff");
    }

    /** The ids of announcements that were made before hashes were known, and of sources that do not ask for them. */
    @Test
    void an_id_never_changes() {
        Entry entry = new Entry("a/b", LOOK, 1, null);
        assertThat(announce(entry, false).id()).isEqualTo("c68c625233a183d2e09e725b927052ef");
        assertThat(announce(entry.holding("ab".repeat(32)), false).id()).isEqualTo("428acd8bbc636c5ddbb04adbe00bda09");
    }

    @Test
    void where_content_decides_a_touch_changes_no_id_and_the_version_has_the_hash() {
        Entry entry = new Entry("a", LOOK, 1, null).holding("ab".repeat(32));
        CloudEvent what = announce(entry, false);
        assertThat(announce(entry.looking(new FileLook(LOOK.size(), 5), null), false)
                        .id())
                .isEqualTo(what.id());
        assertThat(announce(entry.holding("cd".repeat(32)), false).id()).isNotEqualTo(what.id());
        assertThat(what.contentPath()).endsWith("?version=bc55-18e9b95bbb8ae115-" + "ab".repeat(32));
    }

    private static String json(CloudEvent what) {
        return new String(
                EventJson.one(new Event("in box", 1, SampleEvents.TIME, what), ContentLinks.under("https://b.example")),
                StandardCharsets.UTF_8);
    }

    private CloudEvent announce(Entry entry, boolean changed) {
        return events.announce(new Ready(entry, changed));
    }
}
