package dev.bellhop.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.SeededRandom;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.7/32, 192.0.2.7, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 1.2.3.4, false",
        "::/0, ffff::1, true",
        "fc00::/7, fdff::1, true",
        "fc00::/7, fe00::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
    })
    void a_range_holds_the_addresses_that_share_its_first_bits(String range, String address, boolean expected)
            throws UnknownHostException {
        assertThat(Cidr.parse(range).orElseThrow().contains(InetAddress.getByName(address)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0/8",
                "10.0.0.0.0/8",
                "::/129",
                "::/1000",
                "fe80::1%1/64",
                "/8",
                "*.example.org"
            })
    void anything_else_is_no_range(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "127.1",
                "0177.0.0.1",
                "0x7f.1",
                "0x7f000001",
                "127.0.0.1.",
                "127.0.0.256",
                "127.00.0.1",
                "127.0.0.1\n",
                " 127.0.0.1",
                "[::1]",
                "::1%lo",
                ":::",
                "1::2::3",
                "12345::",
                ":",
                ".:",
                "1:2:3:4:5:6:7:8:9",
                "\u0661.1.1.1"
            })
    void an_address_that_parsers_read_differently_is_no_literal(String text) {
        assertThat(Cidr.literal(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::1, 0:0:0:0:0:0:0:1",
        "2001:DB8::A, 2001:db8:0:0:0:0:0:a",
        "::ffff:10.0.0.1, 10.0.0.1",
        "0000:0000:0000:0000:0000:ffff:7f00:0001, 127.0.0.1",
        "::127.0.0.1, 0:0:0:0:0:0:7f00:1",
    })
    void a_literal_is_read_as_it_stands_and_a_mapped_address_is_the_ipv4_one(String text, String expected) {
        assertThat(Cidr.literal(text))
                .get()
                .extracting(InetAddress::getHostAddress)
                .isEqualTo(expected);
    }

    @Test
    void membership_is_what_comparing_numbers_says() {
        SeededRandom.check(500, random -> {
            byte[] network = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(network);
            byte[] address = network.clone();
            int changed = random.nextInt(address.length * 8);
            address[changed / 8] ^= (byte) (0x80 >> (changed % 8));
            int prefix = random.nextInt(network.length * 8 + 1);

            boolean expected = high(network, prefix).equals(high(address, prefix));
            assertThat(new Cidr(of(network), prefix).contains(of(address)))
                    .as("%s/%d and bit %d", of(network), prefix, changed)
                    .isEqualTo(expected);
        });
    }

    private static BigInteger high(byte[] address, int bits) {
        return new BigInteger(1, address).shiftRight(address.length * 8 - bits);
    }

    private static InetAddress of(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
