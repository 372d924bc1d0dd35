package io.webhookisolation.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.model.SecretContent;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.UnreadableSecretException;
import io.webhookisolation.rotation.KnownAuthority;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoritySecretTest {

    private static final Authority FIRST = Made.authority(1);
    private static final Authority SECOND = Made.authority(2);

    private final Map<String, byte[]> entries =
            new TreeMap<>(AuthoritySecret.entries(List.of(FIRST, SECOND)).entries());

    @Test
    void whatWasWrittenIsReadBackWithItsKeys() throws Exception {
        var secret = read();

        assertThat(secret.known())
                .extracting(KnownAuthority::certificate)
                .containsExactly(FIRST.certificate(), SECOND.certificate());
        assertThat(secret.known()).allMatch(KnownAuthority::hasKey);
        assertThat(secret.authority(2).orElseThrow().key().toPem())
                .isEqualTo(SECOND.key().toPem());
        assertThat(secret.highest()).isEqualTo(2);
    }

    @Test
    void aGenerationWithoutItsKeyIsKnownAndCannotSign() throws Exception {
        entries.remove("g1.key");

        var secret = read();

        assertThat(secret.known()).extracting(KnownAuthority::hasKey).containsExactly(false, true);
        assertThat(secret.authority(1)).isEmpty();
    }

    @Test
    void authoritiesOfAnotherSeriesAreRefused() {
        entries.putAll(AuthoritySecret.entries(List.of(Made.authority("0123456789ab", 1)))
                .entries());

        assertFault("g1.crt is not generation 1 of series " + Made.SERIES + ", but CN=webhook-ca 0123456789ab g1");
    }

    @Test
    void aGenerationBelowTheNumberOfAnotherIsRefused() {
        entries.put("g1.crt", entries.get("g2.crt"));

        assertFault("g1.crt is not generation 1");
    }

    @Test
    void aKeyOfAnotherGenerationIsRefused() {
        entries.put("g1.key", entries.get("g2.key"));

        assertFault("g1.key does not belong to g1.crt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"g1.crt", "g1.key", "g2.crt", "g2.key"})
    void aDamagedEntryIsNamed(String entry) {
        var text = new String(entries.get(entry), StandardCharsets.US_ASCII);
        entries.put(entry, text.replaceFirst("-----\nM", "-----\n*").getBytes(StandardCharsets.US_ASCII));

        assertFault(entry + " ");
    }

    /** Or its generation would be made a second time, under the same number. */
    @Test
    void aKeyWithoutItsCertificateIsRefused() {
        entries.remove("g2.crt");

        assertFault("g2.key stands without g2.crt");
    }

    @Test
    void entriesOfOtherNamesAreLeftAlone() throws Exception {
        entries.put("g0.crt", new byte[] {1});
        entries.put("g01.key", new byte[] {1});
        entries.put("note", new byte[] {1});

        assertThat(read().known()).hasSize(2);
    }

    private void assertFault(String message) {
        assertThatThrownBy(this::read)
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageStartingWith(message);
    }

    private AuthoritySecret read() throws UnreadableSecretException {
        return AuthoritySecret.read(new SecretContent(entries), Made.SERIES);
    }
}
