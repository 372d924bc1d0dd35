package io.webhookisolation.trust;

import static io.webhookisolation.trust.SecretRule.TLS_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.trust.SecretRule.Seen;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretRuleTest {

    private static final List<X509Certificate> LEAF =
            List.of(Cast.CHAINS.get(2).certificates().getFirst());

    @Test
    void aSecretThatNoProvedOwnerMountsIsNotEvenCreated() {
        assertThat(refusal(new Seen(false, "", false, false, List.of()))).contains(SecretRefusal.NOT_MOUNTED);
        assertThat(refusal(new Seen(true, TLS_TYPE, false, false, LEAF))).contains(SecretRefusal.NOT_MOUNTED);
    }

    @Test
    void anAbsentSecretThatAProvedOwnerMountsIsCreated() {
        assertThat(refusal(new Seen(false, "", false, true, List.of()))).isEmpty();
    }

    @Test
    void anImmutableSecretIsLeftAlone() {
        assertThat(refusal(new Seen(true, TLS_TYPE, true, true, LEAF))).contains(SecretRefusal.IMMUTABLE);
    }

    @Test
    void aSecretOfAnotherTypeIsLeftAloneUnlessItIsTakenOver() {
        var opaque = new Seen(true, "Opaque", false, true, LEAF);

        assertThat(refusal(opaque)).contains(SecretRefusal.OTHER_TYPE);
        assertThat(SecretRule.refusal(opaque, Set.of("Opaque"), List.of(Cast.A)))
                .isEmpty();
    }

    @Test
    void aSecretWhoseLeafNamesAnotherServiceOrNoneIsLeftAlone() {
        assertThat(SecretRule.refusal(new Seen(true, TLS_TYPE, false, true, LEAF), Set.of(), List.of("c.ns.svc")))
                .contains(SecretRefusal.OTHER_NAME);
        assertThat(refusal(new Seen(true, TLS_TYPE, false, true, List.of()))).contains(SecretRefusal.OTHER_NAME);
    }

    @Test
    void theServingSecretOfThisServiceIsWritten() {
        assertThat(refusal(new Seen(true, TLS_TYPE, false, true, LEAF))).isEmpty();
    }

    private static Optional<SecretRefusal> refusal(Seen secret) {
        return SecretRule.refusal(secret, Set.of(), List.of("c.ns.svc", Cast.A));
    }
}
