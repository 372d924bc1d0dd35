package io.webhookisolation.reconcile;

import static io.webhookisolation.reconcile.FoundingCase.LWS;
import static io.webhookisolation.reconcile.FoundingCase.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeOutcome.Served;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeTallyTest {

    private static final ProbeTarget TARGET = new ProbeTarget(LWS, "u-1", "lws-0", "10.0.0.1", 9443);
    private static final CertificateAuthority STRANGER = CertificateAuthority.create("stranger");

    private final Recorder recorder = new Recorder();
    private final ProbeTally tally = new ProbeTally(recorder);

    @ParameterizedTest
    @MethodSource("outcomes")
    void namesWhatAProbeShowed(ProbeOutcome outcome, String word) {
        // when
        tally.count("operators", snapshot(outcome, NOW));

        // then
        assertThat(recorder.log).containsExactly("probed lws-0 for operators/lws-webhook: " + word);
    }

    static Stream<Arguments> outcomes() {
        var name = LWS.serverName();
        var expired = FoundingCase.AUTHORITY.leaf(
                name, draft -> draft.names(name).valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1))));
        return Stream.of(
                Arguments.of(new Served(FoundingCase.AUTHORITY.leaf(name).chain()), "MATCH"),
                Arguments.of(
                        new Served(FoundingCase.AUTHORITY.leaf("other.ns.svc").chain()), "OTHER_NAME"),
                Arguments.of(new Served(STRANGER.leaf(name).chain()), "UNTRUSTED"),
                Arguments.of(new Served(expired.chain()), "EXPIRED"),
                Arguments.of(new Served(List.of()), "NOT_TLS"),
                Arguments.of(new ProbeOutcome.Refused(), "REFUSED"),
                Arguments.of(new ProbeOutcome.NotTls("HTTP"), "NOT_TLS"),
                Arguments.of(new ProbeOutcome.TimedOut(), "TIMEOUT"),
                Arguments.of(new ProbeOutcome.Unreachable("no route"), "TIMEOUT"));
    }

    @Test
    void countsOnlyWhatIsNewerThanWhatItCounted() {
        // given
        var refused = new ProbeOutcome.Refused();
        tally.count("operators", snapshot(refused, NOW));
        recorder.log.clear();

        // when
        tally.count("operators", snapshot(refused, NOW));
        tally.count("operators", snapshot(refused, NOW, NOW.plusSeconds(300)));

        // then
        assertThat(recorder.log).containsExactly("probed lws-0 for operators/lws-webhook: REFUSED");
    }

    @Test
    void forgetsAServiceThatIsProbedNoMore() {
        // given
        tally.count("operators", snapshot(new ProbeOutcome.Refused(), NOW));
        recorder.log.clear();

        // when
        tally.count("operators", with(Map.of()));

        // then
        assertThat(recorder.log).containsExactly("gone operators/lws-webhook");
    }

    private static Snapshot snapshot(ProbeOutcome outcome, Instant... times) {
        return with(Map.of(
                TARGET,
                Stream.of(times)
                        .map(at -> new ProbeResult(TARGET, at, Duration.ofMillis(1), outcome))
                        .toList()));
    }

    private static Snapshot with(Map<ProbeTarget, List<ProbeResult>> probes) {
        List<CallSite> callSites = new FoundingCase().snapshot().callSites();
        return new Snapshot(
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                callSites,
                List.of(),
                new TreeMap<>(probes),
                new TreeMap<>(),
                List.of());
    }
}
