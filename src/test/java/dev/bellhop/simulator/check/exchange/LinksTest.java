package dev.bellhop.simulator.check.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    private static final String CALLED = "https://a.example:8443/x/poll?t=1";

    @ParameterizedTest
    @CsvSource({
        "https://a.example:8443/y?z=%2F, https://a.example:8443/y?z=%2F",
        "https://a.example/y?z=1, https://a.example:8443/y?z=1",
        "http://a.example:8443/y, https://a.example:8443/y",
        "http://10.0.0.7/y, https://a.example:8443/y",
        "/y?z=1, https://a.example:8443/y?z=1",
        "status, https://a.example:8443/x/status",
        "https://a.example:8443/y?z=1 2|ü, https://a.example:8443/y?z=1%202%7C%C3%BC",
        "https://a.example:8443/y?z=100%, https://a.example:8443/y?z=100%25",
    })
    void a_location_leads_back_to_the_service_that_was_called(String location, String next) {
        assertThat(Links.next(CALLED, location)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a/s/1?token=x, https://a/s/1?token=y, true",
        "https://a/s/1, https://a/s/2, false",
        "https://a/s?id=1&sig=x, https://a/s?id=1&sig=y, true",
        "https://a/s?id=1, https://a/s?id=2, false",
    })
    void a_token_does_not_make_another_link(String one, String other, boolean same) {
        assertThat(Links.isSame(one, other)).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a/b c", "https://a/b?x=ü", "https://a/b?x=|", "https://a/%", "http://[a/"})
    void what_is_not_encoded_is_not_valid(String location) {
        assertThat(Links.isValid(location)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "triggerState, true",
        "startFrom, true",
        "since, true",
        "lastResult, true",
        "cursor, true",
        "tenant, false",
        "platform, false",
        "ballast, false",
        "xfrom, false",
    })
    void a_state_is_known_by_its_name(String name, boolean state) {
        assertThat(Links.isState(name)).isEqualTo(state);
    }
}
