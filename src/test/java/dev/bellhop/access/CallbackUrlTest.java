package dev.bellhop.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.CallbackUrl.Invalid;
import dev.bellhop.access.CallbackUrl.Valid;
import dev.bellhop.testing.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackUrlTest {

    /** The shapes of reference logic-apps.md, section 5.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://prod-12.westeurope.logic.azure.com:443"
                        + " /workflows/0a1b/runs/0858/actions/HTTP_Webhook/run?api-version=2016-06-01"
                        + "&sp=%2Fruns%2F0858%2Factions%2FHTTP_Webhook%2Frun&sv=1.0&sig=aB-c_d%3D",
                "https://prod-12.westeurope.logic.azure.com"
                        + " /workflows/0a1b/triggers/When_called/paths/invoke?api-version=2016-06-01&sig=%2b%2B",
                "https://0a1b.02.environment.api.powerplatform.com:443"
                        + " /powerautomate/automations/direct/workflows/9f/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers",
                "https://my-app.azurewebsites.net:443 /api/wf/triggers/t/invoke?api-version=2022-05-01&sig=x",
                "http://localhost:7071 /runtime/webhooks/workflow/scaleUnits/prod-00/x?sig=y",
                "https://b.example /a//b/../c;v=1/%7e?x=y?z&&=/",
            })
    void an_engines_url_is_taken_apart_without_changing_a_byte(String start, String target) {
        CallbackUrl url = valid(start + target);

        assertThat(url.whole().reveal()).isEqualTo(start + target);
        assertThat("http" + (url.tls() ? "s" : "") + "://" + url.authority()
                        + url.target().reveal())
                .isEqualTo(start + target);
    }

    @ParameterizedTest
    @CsvSource({
        "https://A.Example/x, true, a.example, 443, A.Example, /x",
        "HTTPS://a.example:443/x, true, a.example, 443, a.example:443, /x",
        "http://a.example, false, a.example, 80, a.example, /",
        "http://a.example?q=1, false, a.example, 80, a.example, /?q=1",
        "http://a.example:8080/, false, a.example, 8080, a.example:8080, /",
        "https://[::1]:9876/x, true, ::1, 9876, [::1]:9876, /x",
        "https://[2001:DB8::A]/x, true, 2001:db8::a, 443, [2001:DB8::A], /x",
        "http://127.0.0.1:1/x, false, 127.0.0.1, 1, 127.0.0.1:1, /x",
        "https://a.example:/x, true, a.example, 443, a.example:, /x",
    })
    void host_and_port_are_for_dialling_and_the_authority_is_as_written(
            String text, boolean tls, String host, int port, String authority, String target) {
        CallbackUrl url = valid(text);

        assertThat(url.tls()).isEqualTo(tls);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.authority()).isEqualTo(authority);
        assertThat(url.target().reveal()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.example/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "gopher://a.example/",
                "//a.example/",
                "/path",
                "a.example",
                "https:a.example",
                "https:///path",
                "https://",
                "https://user@a.example/",
                "https://user:pw@a.example/",
                "https://@[::1]:9876",
                "https://1:2@[::1]:9876",
                "https://a.example/#fragment",
                "https://a.example:0/",
                "https://a.example:65536/",
                "https://a.example:99999999999/",
                "https://a.example:-1/",
                "https://a.example:80:80/",
                "https://a_b.example/",
                "https://ex%61mple.org/",
                "https://a.example\\@evil.example/",
                "https://a.example/ b",
                "https://a.example/\tb",
                "https://a.example/\r\nX-Injected: 1",
                "https://a.example/\u00e4",
                "https://\u2460.example/",
                "https://a.example/{id}",
                "https://a.example/%zz",
                " https://a.example/",
                "\"https://a.example/\"",
                "https://[127.0.0.1]",
                "https://[::1%lo]",
                "https://[::1%25lo]/",
                "https://[::1",
                "https://::1",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://0x7f.1/",
                "http://0x7f000001/",
                "http://127.1/",
                "http://127.0.0.1./",
                "http://127.0.0.01/",
                "http://1.2.3.4.5/",
                "http://1.2.3.256/"
            })
    void what_programs_may_read_in_different_ways_is_refused(String text) {
        assertThat(CallbackUrl.parse(text)).isInstanceOf(Invalid.class);
    }

    @Test
    void length_is_limited() {
        String longest = "https://a.example/" + "x".repeat(CallbackUrl.LENGTH_MAX - 18);
        assertThat(CallbackUrl.parse(longest)).isInstanceOf(Valid.class);
        assertThat(CallbackUrl.parse(longest + "x")).isInstanceOf(Invalid.class);
        assertThat(CallbackUrl.parse("")).isInstanceOf(Invalid.class);
    }

    @Test
    void a_refusal_repeats_nothing_of_the_url_because_it_holds_a_secret() {
        SeededRandom.check(200, random -> {
            String bad = "https://a.example/?sig=" + "\\^{}<>|`\"".charAt(random.nextInt(9)) + "hush";
            assertThat(((Invalid) CallbackUrl.parse(bad)).reason()).isNotEmpty().doesNotContain("hush", "a.example");
        });
    }

    @Test
    void nothing_that_is_sent_makes_it_throw() {
        String alphabet = "https://[]:@?#%.~aA0-_\\ \u0000\u00e9\ud800127";
        SeededRandom.check(2_000, random -> {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
            random.ints(random.nextInt(40), 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
            if (CallbackUrl.parse(text.toString()) instanceof Valid(CallbackUrl url)) {
                assertThat(url.whole().reveal()).isEqualTo(text.toString());
                assertThat(url.host()).isNotEmpty();
                assertThat(url.port()).isBetween(1, 65_535);
                assertThat(url.target().reveal()).startsWith("/");
            }
        });
    }

    @Test
    void a_url_does_not_print_its_secret() {
        assertThat(valid("https://a.example/x?sig=hush").toString()).doesNotContain("hush", "/x");
    }

    private static CallbackUrl valid(String text) {
        return ((Valid) CallbackUrl.parse(text)).url();
    }
}
