package io.webhookisolation.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SecretContentTest {

    @Test
    void whoever_gave_or_got_the_bytes_cannot_change_them() {
        // given
        var given = bytes("key");
        var content = new SecretContent(Map.of("tls.key", given));

        // when
        given[0] = 'X';
        content.entries().values().forEach(value -> value[0] = 'Y');
        content.entry("tls.key").orElseThrow()[0] = 'Z';

        // then
        assertThat(content).isEqualTo(new SecretContent(Map.of("tls.key", bytes("key"))));
    }

    @Test
    void it_is_compared_by_bytes() {
        // given
        var content = new SecretContent(Map.of("a", bytes("1"), "b", bytes("2")));

        // when
        var same = new SecretContent(new TreeMap<>(Map.of("b", bytes("2"), "a", bytes("1"))));

        // then
        assertThat(content).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(content)
                .isNotEqualTo(new SecretContent(Map.of("a", bytes("1"), "b", bytes("3"))))
                .isNotEqualTo(new SecretContent(Map.of("a", bytes("1"))))
                .isNotEqualTo(new SecretContent(Map.of("a", bytes("1"), "c", bytes("2"))));
    }

    @Test
    void its_text_shows_names_and_sizes() {
        // when
        var text = new SecretContent(Map.of("tls.key", bytes("hidden"), "ca.crt", bytes("x"))).toString();

        // then
        assertThat(text).isEqualTo("SecretContent[ca.crt: 1 bytes, tls.key: 6 bytes]");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
