package dev.bellhop.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.CallbackUrl.Valid;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address lists are those of reference webhook-delivery.md, sections 6 and 7. */
class CallbackPolicyTest {

    private static final CallbackPolicy SERVER = new CallbackPolicy(false, List.of());
    private static final CallbackPolicy LOCAL = new CallbackPolicy(true, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                // svix
                "10.254.0.0",
                "192.168.10.65",
                "172.16.10.65",
                "0.1.2.3",
                "0.0.0.0",
                "127.0.0.1",
                "127.0.0.254",
                "127.254.254.254",
                "169.254.45.1",
                "255.255.255.255",
                "224.1.2.3",
                "233.252.0.16",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.255",
                "198.51.100.65",
                "203.0.113.6",
                "100.100.0.0",
                "192.88.99.3",
                "198.18.0.0",
                "240.240.240.240",
                "::0",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:0.0.0.1",
                "2001:db8::1",
                "3fff::dead:beef",
                "fe80::dead:beef",
                "febf:ffff::dead:beef",
                "fdee:3A45:9057::0001",
                "fd7a:115c:a1e0::1",
                "2002:c000:0204::dead:beef",
                "2002:c0a8:0001::dead:beef",
                "64:ff9b::c0a8:0",
                "64:ff9b::808:808",
                "64:ff9b:1::dead:beef",
                "5f00::dead:beef",
                "100::1:2:3:4",
                // convoy
                "10.0.0.5",
                "192.168.1.10",
                "172.16.0.1",
                "169.254.169.254",
                "fd00::1",
                "ff02::1",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "fd12:3456::1",
                // section 6.3 and 7
                "::127.0.0.1",
                "2001::1",
                "2001:0:53aa:64c::1",
                "168.63.129.16",
                "100.64.0.1",
                "100.127.255.255",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "fec0::1",
                // edges of ranges, other metadata services, space that is not handed out
                "172.31.255.255",
                "198.19.255.255",
                "100.100.100.200",
                "192.0.0.192",
                "fd20:ce::254",
                "::ffff:0:7f00:1",
                "2001:2::1",
                "2001:10::1",
                "200::1",
                "1fff::1",
                "4000::1",
                "fbff::1"
            })
    void an_address_that_is_not_public_is_never_dialled_in_server_mode(String address) {
        assertThat(SERVER.refusal(https("hooks.example"), List.of(address(address))))
                .isPresent();
        assertThat(SERVER.refusal(https(literal(address)))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "2001:4860:4860::8888",
                "::ffff:8.8.8.8",
                "2606:4700:4700::1111",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "128.0.0.1",
                "223.255.255.255",
                "168.63.129.15",
                "168.63.129.17",
                "192.0.1.0",
                "198.17.255.255",
                "198.20.0.0",
                "2001:200::1",
                "2003::1",
                "2a00::1",
                "3ffe::1",
                "11.0.0.0",
                "9.255.255.255",
                "2620:0:2d0:200::7"
            })
    void a_public_address_may_be_dialled_over_https(String address) {
        assertThat(SERVER.refusal(https("hooks.example"))).isEmpty();
        assertThat(SERVER.refusal(https("hooks.example"), List.of(address(address))))
                .isEmpty();
        assertThat(SERVER.refusal(https(literal(address)))).isEmpty();
        assertThat(LOCAL.refusal(https(literal(address)))).isEmpty();
    }

    @Test
    void one_address_that_is_not_public_spoils_all_the_others() {
        List<InetAddress> mixed = List.of(address("1.1.1.1"), address("10.0.0.5"));
        assertThat(SERVER.refusal(https("hooks.example"), mixed)).isPresent();
        assertThat(SERVER.refusal(https("hooks.example"), mixed.reversed())).isPresent();
    }

    @Test
    void a_host_without_an_address_is_refused() {
        assertThat(SERVER.refusal(https("hooks.example"), List.of())).contains("the host has no address");
    }

    @Test
    void plain_http_is_refused_in_server_mode_even_to_public_addresses() {
        assertThat(SERVER.refusal(url("http://hooks.example/")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("bellhop.callbacks.allow"));
        assertThat(SERVER.refusal(url("http://1.1.1.1/"))).isPresent();
        assertThat(SERVER.refusal(url("http://localhost:7071/"))).isPresent();
        assertThat(LOCAL.refusal(url("http://hooks.example/"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:7071/x", "http://127.0.0.1/", "http://127.8.9.1/", "https://[::1]:9/"})
    void local_mode_posts_to_this_machine_without_tls(String text) {
        CallbackUrl url = url(text);
        assertThat(LOCAL.refusal(url)).isEmpty();
        assertThat(LOCAL.refusal(url, List.of(address("127.0.0.1"), address("::1"))))
                .isEmpty();
        assertThat(SERVER.refusal(url, List.of(address("127.0.0.1")))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example/, 127.0.0.1",
        "https://localhost.example/, ::1",
        "https://localhost./, 127.0.0.1",
        "https://localhost/, 10.0.0.5",
        "https://localhost/, 0.0.0.0",
        "https://hooks.example/, 192.168.1.10",
        "https://hooks.example/, 169.254.169.254",
    })
    void in_local_mode_only_the_name_localhost_may_mean_this_machine(String text, String address) {
        assertThat(LOCAL.refusal(url(text), List.of(address(address)))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n8n", "N8N", " n8n ", "n8n,other.example"})
    void an_allowed_name_may_be_private_and_without_tls(String allowed) {
        CallbackPolicy policy = new CallbackPolicy(false, List.of(allowed.split(",")));
        CallbackUrl url = url("http://n8n:5678/webhook");
        assertThat(policy.refusal(url)).isEmpty();
        assertThat(policy.refusal(url, List.of(address("172.18.0.4"), address("127.0.0.1"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*.corp.example, http://a.corp.example/, true",
        "*.corp.example, http://a.b.corp.example/, true",
        "*.corp.example, http://A.CORP.example/, true",
        "*.corp.example, http://corp.example/, false",
        "*.corp.example, http://evilcorp.example/, false",
        "*.corp.example, http://a.corp.example.evil.example/, false",
        "corp.example, http://a.corp.example/, false",
        "corp.example, http://corp.example./, false",
        "localhost, http://localhost.evil.example/, false",
    })
    void a_wildcard_stands_for_everything_below_and_a_name_for_itself(String allowed, String text, boolean expected) {
        CallbackPolicy policy = new CallbackPolicy(false, List.of(allowed));
        assertThat(policy.refusal(url(text)).isEmpty()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.2.3, true",
        "10.0.0.0/8, 11.1.2.3, true",
        "10.0.0.0/8, 192.168.0.1, false",
        "192.168.0.1, 192.168.0.1, true",
        "192.168.0.1, 192.168.0.2, false",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fc12::1, false",
        "169.254.169.254, 169.254.169.254, true",
    })
    void an_allowed_range_adds_to_what_is_public(String allowed, String address, boolean expected) {
        CallbackPolicy policy = new CallbackPolicy(false, List.of(allowed));
        assertThat(policy.refusal(https("hooks.example"), List.of(address(address)))
                        .isEmpty())
                .isEqualTo(expected);
    }

    @Test
    void an_address_in_an_allowed_range_needs_no_tls() {
        CallbackPolicy policy = new CallbackPolicy(false, List.of("10.0.0.0/8"));
        assertThat(policy.refusal(url("http://10.1.2.3:5678/"))).isEmpty();
        assertThat(policy.refusal(url("http://11.1.2.3/"))).isPresent();
        assertThat(policy.refusal(url("http://hooks.example/"))).isPresent();
    }

    /** The allow-list is for machines, not for the credentials that cloud machines find at these addresses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "ff02::1",
                "224.0.0.1",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "168.63.129.16",
                "64:ff9b::a83f:8110",
                "2002:a83f:8110::1",
                "100.100.100.200",
                "192.0.0.192",
                "fd20:ce::254",
                "::169.254.169.254"
            })
    void an_allowed_name_still_never_leads_to_a_metadata_service(String address) {
        CallbackPolicy policy = new CallbackPolicy(false, List.of("hooks.example"));
        assertThat(policy.refusal(https("hooks.example"), List.of(address(address))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5",
                "192.168.1.10",
                "172.16.0.1",
                "fd12:3456::1",
                "1.1.1.1",
                "64:ff9b::808:808",
                "2002:0808:0808::1",
                "127.0.0.1",
                "::1"
            })
    void an_allowed_name_may_lead_everywhere_else(String address) {
        CallbackPolicy policy = new CallbackPolicy(false, List.of("hooks.example"));
        assertThat(policy.refusal(https("hooks.example"), List.of(address(address))))
                .isEmpty();
    }

    @Test
    void a_refusal_names_the_setting_and_not_the_url() {
        List<String> reasons = new ArrayList<>();
        SERVER.refusal(url("http://hooks.example/?sig=hush")).ifPresent(reasons::add);
        SERVER.refusal(url("https://10.0.0.5/?sig=hush")).ifPresent(reasons::add);
        assertThat(reasons)
                .hasSize(2)
                .allSatisfy(reason ->
                        assertThat(reason).contains("bellhop.callbacks.allow").doesNotContain("hush"));
    }

    private static CallbackUrl https(String host) {
        return url("https://" + host + "/hook?sig=hush");
    }

    private static CallbackUrl url(String text) {
        return ((Valid) CallbackUrl.parse(text)).url();
    }

    private static String literal(String address) {
        return address.contains(":") ? '[' + address + ']' : address;
    }

    /** As a resolver answers it. */
    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
