package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.pki.Authority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look reads, and what it never writes. */
class CertifierTest {

    private static final String TLS = "kubernetes.io/tls";
    private static final Authority FIRST = Made.authority(1);
    private static final Authority SECOND = Made.authority(2);
    private static final SecretContent BOTH = AuthoritySecret.entries(List.of(FIRST, SECOND));

    private final PaperCluster cluster = new PaperCluster();
    private final Certifier certifier =
            new Certifier(cluster, cluster::write, Made.ISSUER, Made.OPERATOR, Waits.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"Namespace", Made.SECRET, "our authorities"})
    void whatCannotBeReadStopsWithAGapAndWritesNothing(String hidden) {
        cluster.hides(hidden.equals("our authorities") ? Series.secretName(Made.SERIES) : hidden);

        var certified = look(annotated().snapshot());

        assertThat(certified.phase()).isEqualTo(RotationPhase.PROBE_UNAVAILABLE);
        assertThat(certified.gap()).map(Gap::forbidden).contains(true);
        assertThat(certified.message()).startsWith("may not get ");
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void aCallSiteThatCannotBeReadKeepsTheLeafFromBeingIssued() {
        cluster.secret(Made.keeping(BOTH)).hides("hidden");
        var snapshot = Made.world()
                .callSite("a", "a", site -> site.bundle(Made.bundle(FIRST, SECOND)))
                .callSite("hidden", "a", site -> site.bundle(Made.bundle(FIRST, SECOND)))
                .snapshot();

        var looked = lookFor(snapshot, Duration.ofMinutes(10));

        assertThat(looked.phase()).isEqualTo(RotationPhase.PROBE_UNAVAILABLE);
        assertThat(looked.message()).contains("may not get hidden");
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void authoritiesOfAnotherSeriesAreNotUsed() {
        cluster.secret(Made.keeping(AuthoritySecret.entries(List.of(Made.authority("0123456789ab", 1)))));

        var certified = look(annotated().snapshot());

        assertThat(certified.message())
                .contains("is not generation 1 of series " + Made.SERIES)
                .contains("restore it");
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void whoeverMakesTheNamespaceAnewInheritsNoAuthorities() {
        cluster.secret(Made.keeping(BOTH)).namespaceUid = "another";

        var certified = look(annotated().snapshot());

        assertThat(certified.phase()).isEqualTo(RotationPhase.PREPARE);
        assertThat(cluster.written())
                .extracting(ObjectKey::name)
                .containsExactly(Series.secretName(Series.of("another", Made.SECRET)));
    }

    @Test
    void whereSomebodyElseIssuesNothingIsWritten() {
        var snapshot = annotated().certificate("web", Made.SECRET, "a.ns.svc").snapshot();

        var certified = look(snapshot);

        assertThat(certified.phase()).isEqualTo(RotationPhase.MANAGED_ELSEWHERE);
        assertThat(cluster.asked).isEmpty();
    }

    static List<SeenSecret> foreignSecrets() {
        var named = Made.leaf(FIRST);
        var another = CertificateAuthority.create("other").leaf("db.ns.svc");
        var seen = Made.serving(TLS, named);
        return List.of(
                Made.serving("Opaque", named),
                Made.serving(TLS, SecretContent.EMPTY),
                Made.serving(
                        TLS,
                        new SecretContent(Map.of("tls.crt", another.bundle().bytes(), "tls.key", new byte[] {1}))),
                new SeenSecret(
                        seen.key(),
                        seen.uid(),
                        seen.resourceVersion(),
                        seen.type(),
                        true,
                        seen.labels(),
                        seen.annotations(),
                        seen.owners(),
                        seen.writers(),
                        seen.data()));
    }

    @ParameterizedTest
    @MethodSource("foreignSecrets")
    void aSecretThatIsNotOursIsNeverWritten(SeenSecret secret) {
        cluster.secret(secret).secret(Made.keeping(BOTH));

        var certified = lookFor(annotated().snapshot(), Duration.ofMinutes(10));

        assertThat(certified.phase()).isEqualTo(RotationPhase.SECRET_NOT_OURS);
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void servicesThatShareASecretAreOne() {
        var snapshot = annotated().service("b").snapshot();
        var services = Stream.of("a", "b")
                .map(name -> Made.verdict(snapshot, new ServiceReference("ns", name)))
                .toList();

        var looked = certifier.look(Made.policy(), 1, services, snapshot, NOW);

        assertThat(looked).hasSize(1);
        assertThat(looked.getFirst().services())
                .extracting(ServiceReference::name)
                .containsExactly("a", "b");
    }

    @Test
    void anAbsentSecretIsFilledOnceItsAuthorityIsTrusted() {
        var snapshot = annotated().snapshot();

        lookFor(snapshot, Duration.ofMinutes(10));

        assertThat(cluster.written())
                .extracting(ObjectKey::toString)
                .containsExactly(
                        "Secret " + Made.OPERATOR + "/" + Series.secretName(Made.SERIES),
                        "ValidatingWebhookConfiguration a",
                        "Secret ns/" + Made.SECRET);
    }

    /** They have their turn one by one, and a turn that has not come is nobody's revert. */
    @Test
    void definitionsThatWaitForTheirTurnAreNotContested() {
        var given = Made.world();
        IntStream.range(0, 6)
                .forEach(number -> given.callSite(
                        "d" + number + ".example.io",
                        "a",
                        site -> site.kind(CallSiteKind.CONVERSION_WEBHOOK)
                                .entry("")
                                .control(Made.consent("ns/policy"))));
        cluster.secret(Made.keeping(BOTH));

        lookFor(given.snapshot(), Duration.ofMinutes(10));

        assertThat(cluster.asked).filteredOn(WriteBundles.class::isInstance).hasSize(6);
    }

    @Test
    void aWriteThatIsRefusedIsNobodysRevert() {
        cluster.secret(Made.keeping(BOTH)).answer = step -> new StepResult.DeniedByWebhook("strict", "strict said no");

        var last = lookFor(annotated().snapshot(), Duration.ofMinutes(2));

        assertThat(last.phase()).isEqualTo(RotationPhase.BLOCKED_BY_WEBHOOK);
        assertThat(last.message()).isEqualTo("strict said no");
    }

    @Test
    void whoeverUndoesOurBundleTwiceIsLeftAloneUntilThePolicyChanges() {
        var snapshot = annotated().snapshot();
        var site = snapshot.callSites().getFirst();
        cluster.secret(Made.keeping(BOTH));

        for (var time = 0; time < 3; time++) {
            look(snapshot);
            cluster.overwrite(site, TrustBundle.EMPTY);
        }
        var contested = look(snapshot);
        assertThat(contested.phase()).isEqualTo(RotationPhase.CONTESTED);
        assertThat(cluster.asked).hasSize(3);

        var changed = certifier
                .look(Made.policy(), 2, List.of(Made.verdict(snapshot, Made.A)), snapshot, NOW)
                .getFirst();
        assertThat(changed.phase()).isEqualTo(RotationPhase.PUBLISH_TRUST);
        assertThat(cluster.asked).hasSize(4);
    }

    private static Given annotated() {
        return Made.world().callSite("a", "a", site -> site.control(Made.consent("ns/policy")));
    }

    private Certified look(Snapshot snapshot) {
        return lookFor(snapshot, Duration.ZERO);
    }

    /** A look each half minute; gives the last one. */
    private Certified lookFor(Snapshot snapshot, Duration time) {
        cluster.holding(snapshot.callSites());
        var services = List.of(Made.verdict(snapshot, Made.A));
        return Stream.iterate(NOW, now -> !now.isAfter(NOW.plus(time)), now -> now.plusSeconds(30))
                .map(now -> certifier
                        .look(Made.policy(), 1, services, snapshot, now)
                        .getFirst())
                .reduce((before, last) -> last)
                .orElseThrow();
    }
}
