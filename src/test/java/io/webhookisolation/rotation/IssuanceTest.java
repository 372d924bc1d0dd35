package io.webhookisolation.rotation;

import static io.webhookisolation.rotation.Situation.DUE;
import static io.webhookisolation.rotation.Situation.certificates;
import static io.webhookisolation.rotation.Situation.chain;
import static io.webhookisolation.rotation.Situation.known;
import static io.webhookisolation.rotation.Situation.withoutKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Gap;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For which names the next leaf is, when it is due, and who holds it up. */
class IssuanceTest {

    private static final KnownAuthority FIRST = known(1, DUE);
    private static final KnownAuthority SECOND = known(2, DUE);
    private static final Set<String> NAME = Set.of(Mint.NAME);

    private final Situation now = new Situation();

    @Test
    void the_names_of_the_present_leaf_stay() {
        now.sharing("b.ns.svc");
        now.keyFits = false;

        assertThat(now.issue().orElseThrow().names()).containsExactly(Mint.NAME, "b.ns.svc");
    }

    @Test
    void nobody_loses_a_name_that_he_calls() {
        adopting();
        now.stored = Mint.FOREIGN.leaf(Mint.NAME, "db.other.svc").chain();
        now.called = "db.other.svc";

        var decision = now.decision();

        assertThat(decision.tasks()).isEmpty();
        assertThat(decision.message())
                .contains(SmallCase.CALL_SITES.getFirst() + " does not trust the next leaf yet")
                .contains("not for db.other.svc");
    }

    @Test
    void a_leaf_that_nobody_calls_by_its_names_is_not_issued() {
        adopting();
        now.called = "b.ns.svc";

        assertThat(now.issue()).isEmpty();
    }

    @Test
    void whose_bundle_needs_time_is_named() {
        adopting();
        now.trustedFor = Duration.ofMinutes(4);

        assertThat(now.decision().message()).endsWith("the bundle of " + SmallCase.CALL_SITES.getFirst());
    }

    @Test
    void a_leaf_is_renewed_after_two_thirds_of_its_life() {
        var leaf = chain(FIRST, NAME).getFirst();
        var begin = leaf.getNotBefore().toInstant();
        var life = Duration.between(begin, leaf.getNotAfter().toInstant());
        now.holding(List.of(leaf), FIRST, SECOND);

        assertThat(now.decision().renewal())
                .contains(begin.plus(life.multipliedBy(67).dividedBy(100)));
    }

    @Test
    void nobody_says_when_the_leaf_of_somebody_else_is_renewed() {
        adopting();

        assertThat(now.decision().renewal()).isEmpty();
    }

    @Test
    void a_leaf_that_cannot_be_loaded_is_renewed_while_its_successor_waits() {
        successorWaits();
        now.holding(chain(FIRST, NAME), FIRST, SECOND);

        var issue = now.issue().orElseThrow();

        assertThat(issue.issuer()).isEqualTo(FIRST);
        assertThat(issue.occasion()).isEmpty();
    }

    @Test
    void but_not_under_an_authority_whose_key_leaked() {
        successorWaits();
        now.holding(chain(FIRST, NAME), FIRST, SECOND);
        now.leaked(1);

        assertThat(now.issue()).isEmpty();
    }

    @Test
    void nor_under_one_whose_key_is_gone() {
        successorWaits();
        now.holding(chain(FIRST, NAME), withoutKey(FIRST), SECOND);

        assertThat(now.issue()).isEmpty();
    }

    @Test
    void nor_under_one_that_is_too_old_to_issue() {
        var old = known(1, Situation.PAST_USE);
        successorWaits();
        now.holding(chain(old, NAME), old, SECOND);

        assertThat(now.issue()).isEmpty();
    }

    private void adopting() {
        now.foreign(certificates(now.authorities).toArray(X509Certificate[]::new));
    }

    /** Whom a leaf of the successor would meet is not known, and nobody can load the present one. */
    private void successorWaits() {
        now.keyFits = false;
        now.gaps = List.of(new Gap("APIService", true, "may not list"));
    }
}
