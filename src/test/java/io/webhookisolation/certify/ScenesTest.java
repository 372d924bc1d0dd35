package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certify.Readings.UnseenException;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.ServingCertificate;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.ProbeOutcome.Served;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.rotation.Scene;
import io.webhookisolation.trust.Consent;
import io.webhookisolation.trust.ManagedBy;
import io.webhookisolation.trust.OwnerPod;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a rotation takes for seen: whatever is left out here could be cut off by a bundle. */
class ScenesTest {

    private static final CertificateAuthority FORMER = CertificateAuthority.create("former");
    private static final ServingCertificate TRUSTED = FORMER.leaf("a.ns.svc");
    private static final ServingCertificate OTHER =
            CertificateAuthority.create("other").leaf("a.ns.svc");

    @Test
    void aPodOfAnotherWorkloadThatMountsTheSecretServesToo() throws Exception {
        var snapshot = Made.world()
                .running("sidekick", 1, workload -> workload.mounts(Made.SECRET))
                .running("stranger", 1, workload -> workload.mounts("another"))
                .snapshot();

        assertThat(scene(snapshot).serving().pods()).extracting(OwnerPod::name).containsExactly("web-0", "sidekick-0");
    }

    @Test
    void looksAtOnePortDoNotVouchForAnother() throws Exception {
        var snapshot = Made.world()
                .probe("a", "web-0", 9443, new Served(TRUSTED.chain()), NOW.minusSeconds(40), NOW.minusSeconds(10))
                .probe("a", "web-0", 8443, new Served(OTHER.chain()), NOW.minusSeconds(10))
                .snapshot();

        assertThat(scene(snapshot).serving().pods())
                .extracting(pod -> pod.sightings().size())
                .containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void whatAPodNoLongerServesGivesNoConsent() throws Exception {
        var before = Made.world()
                .callSite("checks", "a", site -> site.bundle(FORMER.bundle()))
                .probe("a", "web-0", new Served(TRUSTED.chain()), NOW.minusSeconds(40));
        var stillServed = scene(before.snapshot());
        var snapshot = before.probe("a", "web-0", new Served(OTHER.chain()), NOW.minusSeconds(10))
                .snapshot();

        assertThat(stillServed.consents()).containsValue(Consent.SERVED);
        assertThat(scene(snapshot).consents()).isEmpty();
    }

    private static Scene scene(Snapshot snapshot) throws UnseenException {
        var cluster = new PaperCluster().holding(snapshot.callSites());
        var custody = new Looking(cluster, new FirstSeen(), Made.OPERATOR)
                .look(List.of(Made.mount(snapshot)), Made.SECRET, snapshot, NOW);
        var nobodyElse = new ManagedBy(CertificateManager.POLICY, "nobody else does");
        return Scenes.of(custody, snapshot, nobodyElse, Set.of(), "ns/policy", NOW);
    }
}
