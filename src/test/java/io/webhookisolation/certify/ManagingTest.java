package io.webhookisolation.certify;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.pki.Authority;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which Secrets of type {@code Opaque} are written: those whose maker is to be replaced, and no others. */
class ManagingTest {

    private static final Authority FORMER = Made.authority(1);

    private final PaperCluster cluster = new PaperCluster();

    @Test
    void anOpaqueSecretOfNobodyIsNotWrittenWhoeverIsToBeReplaced() {
        store("tls.crt", "tls.key");

        assertThat(look(CertificateManager.CERTGEN).phase()).isEqualTo(RotationPhase.SECRET_NOT_OURS);
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void oneOfAnotherMakerThanIsNamedStaysHis() {
        store("ca.crt", "ca.key", "tls.crt", "tls.key");

        assertThat(look(CertificateManager.CERTGEN).phase()).isEqualTo(RotationPhase.MANAGED_ELSEWHERE);
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void oneWhoseMakerIsToBeReplacedIsAdopted() {
        store("ca.crt", "ca.key", "tls.crt", "tls.key");

        assertThat(look(CertificateManager.CERT_CONTROLLER).phase()).isEqualTo(RotationPhase.PREPARE);
    }

    /** Its server would never read what is written. */
    @Test
    void certgensOwnEntriesAreRefusedWithTheWayOut() {
        store("ca", "cert", "key");

        var certified = look(CertificateManager.CERTGEN);

        assertThat(certified.phase()).isEqualTo(RotationPhase.MANAGED_ELSEWHERE);
        assertThat(certified.message()).contains("--cert-name=tls.crt --key-name=tls.key");
        assertThat(cluster.asked).isEmpty();
    }

    private void store(String... entries) {
        var data = new TreeMap<String, byte[]>();
        Arrays.stream(entries)
                .forEach(entry -> data.put(entry, Made.bundle(FORMER).bytes()));
        data.computeIfPresent(
                "tls.crt", (entry, any) -> Made.leaf(FORMER).entries().get(entry));
        cluster.secret(Made.serving("Opaque", new SecretContent(data)));
    }

    private Certified look(CertificateManager replaced) {
        var snapshot = Made.world()
                .callSite("a", "a", site -> site.control(Made.consent("ns/policy")))
                .snapshot();
        cluster.holding(snapshot.callSites());
        var audit = CertificatePolicy.AUDIT;
        var wanted = new CertificatePolicy(
                Mode.ENFORCE,
                audit.ca(),
                audit.leaf(),
                audit.renewAtPercent(),
                audit.key(),
                Set.of(replaced),
                "",
                new TreeSet<>(),
                false);
        return new Certifier(cluster, cluster::write, Made.ISSUER, Made.OPERATOR, Waits.DEFAULT)
                .look(
                        Made.policy().limited(Mode.AUDIT, wanted, false),
                        1,
                        List.of(Made.verdict(snapshot, Made.A)),
                        snapshot,
                        Made.NOW)
                .getFirst();
    }
}
