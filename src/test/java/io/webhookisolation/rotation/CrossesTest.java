package io.webhookisolation.rotation;

import static io.webhookisolation.rotation.Situation.DUE;
import static io.webhookisolation.rotation.Situation.FRESH;
import static io.webhookisolation.rotation.Situation.TIMING;
import static io.webhookisolation.rotation.Situation.chain;
import static io.webhookisolation.rotation.Situation.cross;
import static io.webhookisolation.rotation.Situation.known;
import static io.webhookisolation.rotation.Situation.withoutKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Occasion;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which authority signs the issuer of a leaf once more, and which crosses are served on as they were. */
class CrossesTest {

    private static final KnownAuthority FIRST = known(1, DUE);
    private static final KnownAuthority SECOND = known(2, DUE);
    private static final KnownAuthority THIRD = known(3, FRESH);
    private static final KnownAuthority FOURTH = known(4, FRESH);
    private static final Set<String> NAME = Set.of(Mint.NAME);
    private static final X509Certificate SECOND_BY_FIRST = cross(SECOND, FIRST);

    private final Situation now = new Situation();

    @Test
    void the_authority_before_signs_the_next_one_once_more() {
        now.aged(DUE, 1);

        var issue = now.issue().orElseThrow();

        assertThat(issue.issuer().number()).isEqualTo(2);
        assertThat(issue.crosser()).map(KnownAuthority::number).contains(1);
        assertThat(issue.intermediates()).isEmpty();
    }

    @Test
    void of_several_the_last_one_before_it_does_so() {
        var due = known(3, DUE);
        now.holding(chain(SECOND, NAME), FIRST, SECOND, due);

        var issue = now.issue().orElseThrow();

        assertThat(issue.issuer()).isEqualTo(due);
        assertThat(issue.crosser()).contains(SECOND);
    }

    @Test
    void none_does_so_whose_key_leaked() {
        now.holding(chain(SECOND, NAME), FIRST, SECOND, THIRD);
        now.leaked(2);

        var issue = now.issue().orElseThrow();

        assertThat(issue.occasion()).contains(Occasion.COMPROMISE);
        assertThat(issue.issuer()).isEqualTo(THIRD);
        assertThat(issue.crosser()).contains(FIRST);
    }

    @Test
    void none_does_so_without_its_key() {
        now.holding(chain(FIRST, NAME), withoutKey(FIRST), SECOND);

        var issue = now.issue().orElseThrow();

        assertThat(issue.occasion()).contains(Occasion.KEY_GONE);
        assertThat(issue.crosser()).isEmpty();
    }

    @Test
    void none_does_so_that_is_too_old_to_issue() {
        var old = known(1, Situation.PAST_USE);
        now.holding(chain(old, NAME), old, SECOND, THIRD);

        var issue = now.issue().orElseThrow();

        assertThat(issue.issuer()).isEqualTo(SECOND);
        assertThat(issue.crosser()).isEmpty();
    }

    @Test
    void a_later_one_signs_no_earlier_one() {
        now.keyFits = false;

        var issue = now.issue().orElseThrow();

        assertThat(issue.issuer().number()).isEqualTo(1);
        assertThat(issue.crosser()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void who_trusts_only_one_end_of_a_cross_trusts_the_leaf(int end) {
        now.aged(DUE, 1);
        now.trustingOnly(known(end, DUE));

        assertThat(now.issue()).map(issue -> issue.issuer().number()).contains(2);
    }

    @Test
    void a_cross_is_served_on_once_the_key_that_signed_it_is_gone() {
        renewingSecond(withoutKey(FIRST));

        var issue = now.issue().orElseThrow();

        assertThat(issue.issuer()).isEqualTo(SECOND);
        assertThat(issue.occasion()).isEmpty();
        assertThat(issue.crosser()).isEmpty();
        assertThat(issue.intermediates()).containsExactly(SECOND_BY_FIRST);
    }

    @Test
    void a_new_cross_takes_its_place_where_that_key_is_there() {
        renewingSecond(FIRST);

        var issue = now.issue().orElseThrow();

        assertThat(issue.crosser()).contains(FIRST);
        assertThat(issue.intermediates()).isEmpty();
    }

    @Test
    void nothing_else_is_served_on() {
        renewingSecond(withoutKey(FIRST));
        now.stored = chain(SECOND, NAME, SECOND.certificate(), Mint.FOREIGN_ROOT, SECOND_BY_FIRST);

        assertThat(now.issue().orElseThrow().intermediates()).containsExactly(SECOND_BY_FIRST);
    }

    @ParameterizedTest
    @CsvSource({"12, false", "36, true"})
    void a_cross_that_ends_within_a_day_is_served_no_more(int hours, boolean isServed) {
        var ending = known(1, TIMING.ca().minus(TIMING.margins().backdate()).minusHours(hours));
        var cross = cross(SECOND, ending);
        now.keyFits = false;
        now.holding(chain(SECOND, NAME, cross), withoutKey(ending), SECOND, THIRD);

        assertThat(now.issue().orElseThrow().intermediates()).isEqualTo(isServed ? List.of(cross) : List.of());
    }

    @Test
    void a_cross_that_a_leaked_key_signed_is_served_no_more() {
        renewingSecond(withoutKey(FIRST));
        now.leaked(1);

        var issue = now.issue().orElseThrow();

        assertThat(issue.issuer()).isEqualTo(SECOND);
        assertThat(issue.intermediates()).isEmpty();
    }

    @Test
    void who_trusts_only_what_signed_a_cross_that_stays_trusts_the_leaf() {
        var byFirst = renewingThirdWhileSecondLeaked();
        now.trustingOnly(FIRST);

        assertThat(now.issue()).map(Task.Issue::intermediates).contains(List.of(byFirst));
    }

    @Test
    void who_trusts_only_what_signed_a_cross_that_goes_keeps_his_leaf() {
        renewingThirdWhileSecondLeaked();
        now.trustingOnly(SECOND);

        assertThat(now.issue()).isEmpty();
    }

    private void renewingSecond(KnownAuthority first) {
        now.keyFits = false;
        now.holding(chain(SECOND, NAME, SECOND_BY_FIRST), first, SECOND, THIRD);
    }

    private X509Certificate renewingThirdWhileSecondLeaked() {
        var byFirst = cross(THIRD, FIRST);
        now.keyFits = false;
        now.holding(
                chain(THIRD, NAME, byFirst, cross(THIRD, SECOND)),
                withoutKey(FIRST),
                withoutKey(SECOND),
                THIRD,
                FOURTH);
        now.leaked(2);
        return byFirst;
    }
}
