package dev.bellhop.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller;
import dev.bellhop.access.RequestRate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who shares a bucket with whom. */
class ThrottleTest {

    private static final Caller ANYBODY = new Caller.Anonymous();

    private final Throttle throttle = new Throttle(
            new Throttle.Limits(
                    new RequestRate(50),
                    new RequestRate(1),
                    Map.of("slow", new RequestRate(3), "free", new RequestRate(0))::get),
            () -> 0);

    @Test
    void a_key_has_the_rate_of_all_or_its_own_whatever_the_address() {
        assertThat(passing(holder("shop"), false, "192.0.2.1")).isEqualTo(100);
        assertThat(passing(holder("shop"), false, "192.0.2.2")).isZero();
        assertThat(passing(holder("slow"), false, "192.0.2.1")).isEqualTo(6);
        assertThat(passing(holder("free"), false, "192.0.2.1")).isEqualTo(1_000);
    }

    @Test
    void the_holder_of_a_token_has_the_rate_of_all_and_shares_it_with_no_key_of_the_same_name() {
        assertThat(passing(new Caller.TokenHolder("slow", List.of()), false, "192.0.2.1"))
                .isEqualTo(100);
        assertThat(passing(new Caller.TokenHolder("slow", List.of()), false, "192.0.2.2"))
                .isZero();
        assertThat(passing(new Caller.TokenHolder("shop", List.of()), false, "192.0.2.1"))
                .isEqualTo(100);
        assertThat(passing(holder("slow"), false, "192.0.2.1")).isEqualTo(6);
    }

    @Test
    void who_shows_no_key_is_known_by_its_address_and_takes_nothing_from_keys() {
        assertThat(passing(ANYBODY, false, "192.0.2.1")).isEqualTo(2);
        assertThat(passing(ANYBODY, false, "192.0.2.2")).isEqualTo(2);
        assertThat(passing(holder("192.0.2.1"), false, "192.0.2.1")).isEqualTo(100);
    }

    @Test
    void urls_of_subscriptions_have_the_larger_bucket() {
        assertThat(passing(ANYBODY, false, "192.0.2.1")).isEqualTo(2);
        assertThat(passing(ANYBODY, true, "192.0.2.1")).isEqualTo(100);
    }

    @Test
    void an_ipv6_network_of_64_bits_is_one_caller() {
        assertThat(passing(ANYBODY, false, "2001:db8:0:1::1")).isEqualTo(2);
        assertThat(passing(ANYBODY, false, "2001:db8:0:1:ffff::2")).isZero();
        assertThat(passing(ANYBODY, false, "2001:db8:0:2::1")).isEqualTo(2);
    }

    @Test
    void nobody_is_slowed_down_in_local_mode() {
        assertThat(passing(new Caller.Local(), false, "127.0.0.1")).isEqualTo(1_000);
    }

    private int passing(Caller caller, boolean token, String address) {
        int passed = 0;
        for (int i = 0; i < 1_000; i++) {
            passed += throttle.secondsToWait(caller, token, address) == 0 ? 1 : 0;
        }
        return passed;
    }

    private static Caller holder(String name) {
        return new Caller.KeyHolder(name, Set.of(), Set.of());
    }
}
