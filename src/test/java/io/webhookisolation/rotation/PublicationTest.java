package io.webhookisolation.rotation;

import static io.webhookisolation.rotation.Situation.FRESH;
import static io.webhookisolation.rotation.Situation.NOW;
import static io.webhookisolation.rotation.Situation.TIMING;
import static io.webhookisolation.rotation.Situation.certificates;
import static io.webhookisolation.rotation.Situation.known;
import static io.webhookisolation.rotation.Situation.leaf;
import static io.webhookisolation.rotation.Situation.withoutKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Occasion;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.trust.Caller;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which authorities a bundle is given and which it loses. */
class PublicationTest {

    private static final Duration PAST_ITS_END = TIMING.ca().plusDays(1);

    private final Situation now = new Situation();

    @Test
    void a_bundle_that_is_completed_loses_what_has_expired() {
        var expired = CertificateAuthority.create(
                        "expired", draft -> draft.valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1))))
                .certificate();
        now.bundle = List.of(expired, known(1, FRESH).certificate(), Mint.FOREIGN_ROOT);

        assertThat(publish().next())
                .containsExactly(
                        known(1, FRESH).certificate(),
                        Mint.FOREIGN_ROOT,
                        known(2, FRESH).certificate());
        assertThat(publish().drops()).isTrue();
    }

    @Test
    void a_bundle_that_only_gains_drops_nothing() {
        now.bundle = certificates(now.authorities.subList(0, 1));

        assertThat(publish().drops()).isFalse();
    }

    @Test
    void no_bundle_is_given_an_authority_that_has_expired() {
        now.authorities = List.of(withoutKey(known(1, PAST_ITS_END)), known(2, FRESH), known(3, FRESH));
        now.bundle = certificates(now.authorities.subList(1, 3));
        now.stored = leaf(2, FRESH);

        assertThat(now.decision().tasks()).singleElement().isInstanceOfSatisfying(Task.Forget.class, forget -> {
            assertThat(forget.certificates()).containsExactly(1);
            assertThat(forget.keys()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_authority_in_use_is_never_one_too_many(boolean hasKey) {
        var present = hasKey ? known(4, FRESH) : withoutKey(known(4, FRESH));
        now.authorities = List.of(present, known(5, FRESH), known(6, FRESH), known(7, FRESH));
        now.bundle = certificates(now.authorities.subList(1, 4));
        now.stored = leaf(4, FRESH);

        assertThat(publish().next()).contains(present.certificate());
    }

    @Test
    void the_oldest_are_the_first_to_go_in_whatever_order_they_were_found() {
        now.forcedWith(5, 4, 3, 2, 1);

        assertThat(publish().next())
                .containsExactly(
                        known(5, FRESH).certificate(),
                        known(4, FRESH).certificate(),
                        known(3, FRESH).certificate());
        assertThat(publish().drops()).isTrue();
    }

    @Test
    void what_has_expired_takes_no_room_from_a_rotation_that_is_forced() {
        now.forcedWith(1, 2, 3, 4, 5);
        now.authorities = Stream.concat(
                        Stream.of(withoutKey(known(1, PAST_ITS_END))),
                        now.authorities.stream().skip(1))
                .toList();

        var issue = now.issue().orElseThrow();

        assertThat(issue.issuer().number()).isEqualTo(5);
        assertThat(issue.occasion()).contains(Occasion.FORCED);
    }

    @Test
    void who_holds_up_a_rotation_that_is_forced_is_named_and_nobody_else() {
        now.forcedWith(1, 2, 3, 4, 5);
        now.others = List.of(caller(now.bundle));
        now.bundle = now.bundle.subList(2, 5);

        assertThat(now.decision().message())
                .startsWith("rotate is answered once")
                .contains(SmallCase.CALL_SITES.getLast().toString())
                .doesNotContain(SmallCase.CALL_SITES.getFirst().toString());
    }

    @Test
    void a_caller_that_lacks_an_authority_waits_for_no_other_caller() {
        now.others = List.of(caller(certificates(now.authorities)));
        now.bundle = certificates(now.authorities.subList(0, 1));

        assertThat(publish().caller().site()).isEqualTo(SmallCase.CALL_SITES.getFirst());
    }

    private Task.Publish publish() {
        return now.decision().tasks().stream()
                .filter(Task.Publish.class::isInstance)
                .map(Task.Publish.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Caller caller(Collection<X509Certificate> bundle) {
        var trusted = new LinkedHashMap<X509Certificate, Instant>();
        bundle.forEach(certificate -> trusted.put(certificate, NOW.minus(Duration.ofHours(1))));
        return new Caller(SmallCase.CALL_SITES.getLast(), Mint.NAME, trusted);
    }
}
