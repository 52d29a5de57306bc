package dev.bellhop.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTextTest {

    @Test
    void a_secret_never_prints_itself() {
        SecretText secret = new SecretText("hush");
        assertThat(secret).hasToString("[secret]");
        assertThat("key=" + secret + ' ' + java.util.List.of(secret)).doesNotContain("hush");
        assertThat(secret.reveal()).isEqualTo("hush");
    }

    @Test
    void secrets_are_equal_by_their_text() {
        assertThat(new SecretText("hush")).isEqualTo(new SecretText("hush")).hasSameHashCodeAs(new SecretText("hush"));
        assertThat(new SecretText("hush")).isNotEqualTo(new SecretText("hush!"));
        assertThat(new SecretText("hush")).isNotEqualTo(new SecretText(""));
        assertThat(new SecretText("hush")).isNotEqualTo("hush");
    }
}
