package dev.bellhop.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/poll?x=1", "poll", "//host/poll", "ftp://host/x", "http:///x", "http://a b/", "urn:x"})
    void what_is_not_absolute_or_not_of_the_web_is_no_url(String text) {
        assertThat(Url.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://Example.org/a, http://example.org:80",
        "https://example.org/a, https://example.org:443",
        "HTTP://example.org:8080, http://example.org:8080",
        "https://[::1]:8443/, https://[::1]:8443"
    })
    void its_origin_has_the_port_even_if_it_is_not_written(String text, String origin) {
        assertThat(Url.parse(text))
                .hasValueSatisfying(url -> assertThat(url.origin()).isEqualTo(origin));
    }

    @Test
    void the_pairs_of_its_query_stay_as_they_are_written() {
        assertThat(Url.parse("http://h/p?a=%2F&b=&&c").orElseThrow().pairs()).containsExactly("a=%2F", "b=", "c");
        assertThat(Url.parse("http://h/p").orElseThrow().pairs()).isEmpty();
    }

    @Test
    void a_reference_leads_on_from_it() {
        Url url = Url.parse("http://h:81/a/poll?x=1").orElseThrow();
        assertThat(url.resolve("/b?s=2")).isEqualTo("http://h:81/b?s=2");
        assertThat(url.resolve("https://other/c")).isEqualTo("https://other/c");
        assertThat(url.resolve("not a url")).isEqualTo("not a url");
    }

    @Test
    void for_peoples_eyes_it_has_no_value() {
        assertThat(Url.parse("https://u:p@h:8443/a/b?x=1&token=t&bare&y=#f")
                        .orElseThrow()
                        .redacted())
                .isEqualTo("https://h:8443/a/b?x=***&token=***&***&y=***");
        assertThat(Url.parse("http://h/" + "a".repeat(5_000)).orElseThrow().redacted())
                .hasSize(Redaction.LENGTH_MAX);
    }
}
