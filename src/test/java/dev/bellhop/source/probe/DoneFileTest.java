package dev.bellhop.source.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoneFileTest {

    @ParameterizedTest
    @CsvSource({
        "{name}.done, a.tar.gz, a.tar.gz.done", "{stem}.ok, a.tar.gz, a.tar.ok", "{stem}.ok, noext, noext.ok",
        "{stem}.ok, .hidden, .hidden.ok", ".{name}.ok, a, .a.ok", "_SUCCESS, part-0001, _SUCCESS"
    })
    void a_marker_is_named_after_its_file_and_is_known_as_one(String template, String name, String marker) {
        assertThat(DoneFile.problem(template)).isEmpty();
        DoneFile doneFile = DoneFile.of(template);
        assertThat(doneFile.markerOf(name)).isEqualTo(marker);
        assertThat(doneFile.isMarker(marker)).isTrue();
        assertThat(doneFile.isMarker(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{name}", "{stem}", "{name}{stem}.ok", "{base}.ok", "a/{name}", "{name}\\x", "{name"})
    void what_names_no_marker_is_refused(String template) {
        assertThat(DoneFile.problem(template)).isPresent();
    }
}
