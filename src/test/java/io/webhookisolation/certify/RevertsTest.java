package io.webhookisolation.certify;

import static io.webhookisolation.certify.Made.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.rotation.Task;
import io.webhookisolation.trust.Caller;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevertsTest {

    private static final X509Certificate FOREIGN =
            CertificateAuthority.create("foreign").certificate();
    private static final X509Certificate FIRST =
            CertificateAuthority.create("first").certificate();
    private static final X509Certificate SECOND =
            CertificateAuthority.create("second").certificate();

    private final Reverts reverts = new Reverts();
    private boolean published;
    private final CallSite site = Made.callSite("site", draft -> draft);

    @Test
    void theFirstTimeIsAnAccident() {
        publishAndUndo(1);

        assertThat(isContested(NOW)).isFalse();
    }

    @Test
    void theSecondTimeStandsDownForFiveMinutes() {
        publishAndUndo(2);

        assertStandsDownFor(Duration.ofMinutes(5));
    }

    @Test
    void eachFurtherTimeStandsDownForTwiceAsLong() {
        publishAndUndo(3);
        assertStandsDownFor(Duration.ofMinutes(10));

        publishAndUndo(1);
        assertStandsDownFor(Duration.ofMinutes(20));
    }

    @Test
    void nobodyStandsDownForMoreThanADay() {
        publishAndUndo(10);
        assertStandsDownFor(Duration.ofMinutes(5).multipliedBy(256));

        publishAndUndo(1);
        assertStandsDownFor(Duration.ofHours(24));

        publishAndUndo(100);
        assertStandsDownFor(Duration.ofHours(24));
    }

    @Test
    void moreTrustOnTopOfWhatStandsIsNoRevert() {
        publish(List.of(FOREIGN), List.of(FOREIGN, FIRST));
        publish(List.of(FOREIGN, FIRST), List.of(FOREIGN, FIRST, SECOND));
        publish(List.of(FOREIGN, FIRST, SECOND), List.of(FIRST, SECOND));

        assertThat(isContested(NOW)).isFalse();
    }

    @Test
    void whoeverPutsBackWhatWasTakenOutUndoesItToo() {
        for (var time = 0; time < 3; time++) {
            publish(List.of(FOREIGN, FIRST), List.of(FIRST));
        }

        assertStandsDownFor(Duration.ofMinutes(5));
    }

    @Test
    void onlyTheCallSiteThatIsUndoneIsContested() {
        publishAndUndo(2);
        var other = Made.callSite("other", draft -> draft);

        assertThat(reverts.contested(Set.of(site, other), NOW)).containsExactly(site);
    }

    /** Its bundle is another one by now, and so is the value that stands for it. */
    @Test
    void aCallSiteIsContestedWhateverItsBundleHoldsNow() {
        publishAndUndo(2);
        var live = Made.callSite("site", draft -> draft.bundle(Made.bundle(Made.authority(1))));

        assertThat(reverts.contested(Set.of(live), NOW)).containsExactly(live);
    }

    /** Each publication after the first one finds that the one before it was undone. */
    private void publishAndUndo(int times) {
        for (var time = published ? 1 : 0; time <= times; time++) {
            publish(List.of(FOREIGN), List.of(FOREIGN, FIRST));
        }
        published = true;
    }

    private void publish(List<X509Certificate> present, List<X509Certificate> next) {
        var trusted = new LinkedHashMap<X509Certificate, Instant>();
        present.forEach(certificate -> trusted.put(certificate, NOW));
        reverts.published(new Task.Publish(new Caller(site, "a.ns.svc", trusted), next), NOW);
    }

    private void assertStandsDownFor(Duration pause) {
        assertThat(isContested(NOW.plus(pause).minusMillis(1))).isTrue();
        assertThat(isContested(NOW.plus(pause))).isFalse();
    }

    private boolean isContested(Instant now) {
        return !reverts.contested(Set.of(site), now).isEmpty();
    }
}
