package io.webhookisolation.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.GoVerifier;
import io.webhookisolation.fixture.property.Dice;
import io.webhookisolation.x509.Verification.Rejected;
import io.webhookisolation.x509.Verification.Verified;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verifier never says yes where Go's own says no; needs {@code go} on the path, and says so without it.
 *
 * <p>With faults that are usual, and with all that we issue, both say the same in the same words. A chain that is odd may
 * be refused by us alone, for one of the {@link Cautions} that have a name.
 */
class GoDifferentialTest {

    private static final long SEED = Long.getLong("property.seed", 42);
    private static final int CHAINS = Integer.getInteger("x509.chains", 1000);

    private final Dice dice = new Dice(SEED);
    private final OddChains odd = new OddChains(dice);
    private final GoodChains good = new GoodChains(dice);
    private final PemNoise pem = new PemNoise(dice, good);
    private final ChangedDer der = new ChangedDer(dice, good);

    private final Tallies tallies = new Tallies();
    private final Map<String, Integer> cautions = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void neverSaysYesWhereGoSaysNo(@TempDir Path folder) throws Exception {
        // given
        GoVerifier.assumeGo(folder);
        var cases = Stream.of(
                        new RandomChains(dice).take(CHAINS * 25 / 100),
                        new IssuedChains(dice).take(CHAINS * 15 / 100),
                        odd.take(CHAINS * 30 / 100),
                        pem.take(CHAINS * 15 / 100),
                        der.take(CHAINS * 15 / 100))
                .flatMap(family -> family)
                .toList();

        // when
        var gos = GoVerifier.ask(cases.stream().map(JudgedChain::question).toList(), folder);
        var ours = cases.parallelStream().map(JudgedChain::verify).toList();

        // then
        for (var i = 0; i < cases.size(); i++) {
            compare(cases.get(i), ours.get(i), gos.get(i));
        }
        print(cases.size());
        assertThat(wrong).as("of seed %d", SEED).isEmpty();
        assertThatEverythingWasMet();
    }

    private void compare(JudgedChain judged, Verification ours, String go) {
        var gosYes = go.isEmpty();
        tallies.add(judged.family(), ours.verified(), gosYes);
        judged.oddities().forEach(oddity -> tallies.add(oddity, ours.verified(), gosYes));
        if (judged.oddities().isEmpty()) {
            tallies.add(judged.family() + ": " + cause(ours), ours.verified(), gosYes);
            if (!text(ours).equals(comparable(go))) {
                wrong.add(told("in other words", judged, ours, go));
            }
        } else if (ours.verified() && !gosYes) {
            wrong.add(told("WE SAY YES", judged, ours, go));
        } else if (gosYes && ours instanceof Rejected(var cause, var text)) {
            Cautions.reason(text, judged.bundle())
                    .ifPresentOrElse(
                            caution -> cautions.merge(caution, 1, Integer::sum),
                            () -> wrong.add(told("without a reason", judged, ours, go)));
        }
    }

    private static String told(String what, JudgedChain judged, Verification ours, String go) {
        return what + ": we say \"" + (ours instanceof Rejected(var cause, var text) ? text : "yes")
                + "\" and Go says \"" + go + "\" of " + judged.told();
    }

    private void print(int size) {
        System.out.println("Compared with Go: " + size + " chains of seed " + SEED + ".");
        System.out.print(tallies.table());
        System.out.println("Refused by us alone:");
        cautions.forEach((caution, count) -> System.out.printf("%8d %s%n", count, caution));
    }

    /** A generator that has run dry would find nothing. */
    private void assertThatEverythingWasMet() {
        for (var family :
                List.of("usual faults", "what we issue", OddChains.FAMILY, PemNoise.FAMILY, ChangedDer.FAMILY)) {
            assertThat(tallies.undecided(family)).as(family).isTrue();
        }
        var oddities = Stream.of(
                        Oddity.ALL.stream().map(Oddity::what),
                        Disorder.ALL.stream(),
                        pem.all().stream(),
                        der.all().stream())
                .flatMap(family -> family);
        assertThat(oddities)
                .allSatisfy(oddity -> assertThat(tallies.met(oddity)).as(oddity).isTrue());
        assertThat(Verification.Reason.values())
                .filteredOn(reason ->
                        reason != Verification.Reason.NO_BUNDLE && reason != Verification.Reason.UNREADABLE_CHAIN)
                .allSatisfy(reason -> assertThat(tallies.met("usual faults: " + reason))
                        .as(reason.name())
                        .isTrue());
    }

    private static String cause(Verification verification) {
        return switch (verification) {
            case Verified verified -> "VERIFIED";
            case Rejected rejected -> rejected.reason().name();
        };
    }

    private static String text(Verification verification) {
        return switch (verification) {
            case Verified verified -> "";
            case Rejected rejected -> comparable(rejected.text());
        };
    }

    /** Go's hint depends on the order in which it tries candidates, and we do not name addresses. */
    private static String comparable(String text) {
        return text.replaceFirst(" \\(possibly because of .*", "").replaceFirst("(IP address).*", "$1");
    }
}
