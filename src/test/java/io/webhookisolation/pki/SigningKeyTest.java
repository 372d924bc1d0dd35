package io.webhookisolation.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookisolation.model.KeyKind;
import io.webhookisolation.model.TrustBundle;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

    private final Authority authority = Issued.authority(Issued.FIRST, Issued.NOW);
    private final SigningKey key = authority.key();

    SigningKeyTest() throws CannotIssueException {}

    @Test
    void noTextShowsTheKey() throws Exception {
        var leaf = Issued.leaf(authority, Issued.NAME);
        var secret = new ServingSecret(List.of(leaf.certificate()), leaf.key(), TrustBundle.EMPTY);

        assertThat(key).hasToString("SigningKey[EC]");
        assertThat(authority.toString()).contains("SigningKey[EC]").doesNotContain(body(key));
        assertThat(leaf.toString()).contains("SigningKey[EC]").doesNotContain(body(leaf.key()));
        assertThat(secret.toString()).contains("SigningKey[EC]").doesNotContain(body(leaf.key()));
    }

    @Test
    void aKeyCannotBeSerialized() throws Exception {
        try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(key)).isInstanceOf(NotSerializableException.class);
        }
        assertThat(new ObjectMapper().valueToTree(key).fieldNames())
                .toIterable()
                .containsExactly("destroyed");
    }

    @Test
    void keysAreComparedByIdentity() throws Exception {
        var same = new SecretEntries(Map.of("k", key.toPem())).privateKey("k");

        assertThat(same).isNotEqualTo(key);
        assertThat(same.belongsTo(authority.certificate())).isTrue();
    }

    @Test
    void aKeyBelongsToNoOtherCertificate() throws Exception {
        var other = Issued.authority(Issued.FIRST, Issued.NOW).certificate();
        var rsa = Issued.ISSUER.authority(Issued.request(Issued.FIRST, KeyKind.RSA_3072, Issued.NOW));

        assertThat(key.belongsTo(other)).isFalse();
        assertThat(key.belongsTo(rsa.certificate())).isFalse();
        assertThat(rsa.key().belongsTo(other)).isFalse();
    }

    @Test
    void aDestroyedKeyIsGone() {
        key.destroy();

        assertThat(key.isDestroyed()).isTrue();
        assertThatThrownBy(key::toPem).hasMessage("the key is destroyed");
        assertThatThrownBy(() -> Issued.leaf(authority, Issued.NAME)).hasMessage("the key is destroyed");
    }

    /** The middle line of the PEM text: base64 that stands nowhere else. */
    private static String body(SigningKey key) {
        return new String(key.toPem(), StandardCharsets.US_ASCII)
                .lines()
                .toList()
                .get(1);
    }
}
