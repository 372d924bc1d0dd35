package io.webhookisolation.certify;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.ownership.Units;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which of the Secrets that owners mount a Service is served from. */
class MountTest {

    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("some");

    private final Map<String, X509Certificate> leaves = new HashMap<>();
    private final Map<String, SeenSecret> seen = new HashMap<>();

    @Test
    void severalWhoseLeavesNameTheServiceAreADoubt() {
        holds("old-tls", "a.ns.svc");
        holds("new-tls", "*.ns.svc");

        var mount = mount("old-tls", "new-tls");

        assertThat(mount.name()).isEmpty();
        assertThat(mount.doubt())
                .isEqualTo("its owners mount new-tls, old-tls, and which of them they serve from cannot be told; "
                        + "put a certificate for a.ns.svc into the right one");
    }

    @Test
    void theOneWhoseLeafNamesTheServiceComesBeforeOneThatIsAbsent() {
        holds("web-tls", "a.ns.svc");
        holds("metrics-tls", "metrics.ns.svc");

        var mount = mount("web-tls", "metrics-tls", "absent-tls");

        assertThat(mount.name()).contains("web-tls");
    }

    @Test
    void theOnlyAbsentOneIsThatWhichWaitsForACertificate() {
        holds("token");

        assertThat(mount("token", "web-tls").name()).contains("web-tls");
    }

    @Test
    void anAbsentOneThatPodsDoNotWaitForIsADoubtBesideAnother() {
        holds("token");

        assertThat(mount(workload -> workload.mounts("token").mayMount("web-tls"))
                        .name())
                .isEmpty();
        assertThat(mount(workload -> workload.mayMount("web-tls")).name()).contains("web-tls");
    }

    @Test
    void severalAbsentOnesAreADoubt() {
        assertThat(mount("one-tls", "other-tls").name()).isEmpty();
    }

    /** The rules for Secrets judge whether it may be written; here it is only found. */
    @Test
    void theOnlyOneIsItWhateverItHolds() {
        holds("web-tls", "b.ns.svc");

        assertThat(mount("web-tls").name()).contains("web-tls");
    }

    @Test
    void severalThatHoldSomethingElseAreADoubt() {
        holds("token");
        holds("web-tls", "b.ns.svc");

        assertThat(mount("token", "web-tls").name()).isEmpty();
    }

    @Test
    void ownersWithoutASecretAreTold() {
        assertThat(mount().doubt()).startsWith("its owners mount no Secret");
    }

    @Test
    void whoeverIsNotProvedToOwnTheServiceMountsNothingForIt() {
        var snapshot = Given.cluster()
                .service("a")
                .deployment("other", workload -> workload.mounts("web-tls"))
                .snapshot();

        var mount = Mount.of(Made.verdict(snapshot, Made.A), List.of(), leaves, seen);

        assertThat(mount.name()).isEmpty();
        assertThat(mount.doubt()).isEqualTo("no workload is proved to own it");
    }

    private void holds(String secret, String... names) {
        seen.put(secret, Made.seen("ns", secret, "kubernetes.io/tls", SecretContent.EMPTY));
        if (names.length > 0) {
            leaves.put(secret, AUTHORITY.leaf(names).leaf());
        }
    }

    private Mount mount(String... secrets) {
        return mount(workload -> {
            Arrays.stream(secrets).forEach(workload::mounts);
            return workload;
        });
    }

    private Mount mount(UnaryOperator<WorkloadDraft> options) {
        return mount(Given.cluster().service("a").deployment("web", options).snapshot());
    }

    private Mount mount(Snapshot snapshot) {
        var verdict = Made.verdict(snapshot, Made.A);
        var owners = new Owning(verdict, snapshot, Units.of(snapshot).in("ns")).candidates();
        return Mount.of(verdict, owners, leaves, seen);
    }
}
