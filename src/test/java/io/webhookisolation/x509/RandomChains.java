package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.CertificateDraft;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.certificate.ServingCertificate;
import io.webhookisolation.fixture.property.Dice;
import io.webhookisolation.model.TrustBundle;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Chains with what is usual in wrong certificates: dates, names, name constraints, addresses, purposes, path lengths,
 * common names, one subject for two keys, one key for two subjects, leaves as bundles, intermediates that are missing.
 */
final class RandomChains {

    private static final int CASES_OF_ONE_SET = 10;

    private final Dice dice;

    RandomChains(Dice dice) {
        this.dice = dice;
    }

    /** So many; of the same certificates several, as making them is what takes long. */
    Stream<JudgedChain> take(int count) {
        return Stream.generate(this::certificates)
                .flatMap(set -> IntStream.range(0, CASES_OF_ONE_SET).mapToObj(i -> draw(set)))
                .limit(count);
    }

    private record Certificates(
            CertificateAuthority root,
            CertificateAuthority other,
            X509Certificate cross,
            List<ServingCertificate> leaves) {}

    private Certificates certificates() {
        var root = CertificateAuthority.create("root", this::authority);
        var other = dice.percent(20)
                ? root.renamed("other")
                : CertificateAuthority.create(dice.percent(50) ? "root" : "other", this::authority);
        var middle = root.intermediate("middle", this::authority);
        var leaves = Stream.of(root, root, middle, middle.intermediate("low", this::authority))
                .map(signer -> signer.leaf(dice.percent(10) ? "a.ns.svc" : "leaf", this::leaf))
                .toList();
        return new Certificates(root, other, other.crossSign(root), leaves);
    }

    private JudgedChain draw(Certificates set) {
        var served = dice.oneOf(set.leaves);
        var chain = new ArrayList<>(served.chain());
        if (dice.percent(30)) {
            chain.add(set.cross);
        }
        if (chain.size() > 2 && dice.percent(20)) {
            chain.remove(dice.between(1, chain.size() - 1));
        }
        if (chain.size() > 2 && dice.percent(20)) {
            chain.add(chain.remove(1));
        }
        var name = dice.percent(90) ? "a.ns.svc" : "b.ns.svc";
        return new JudgedChain("usual faults", List.of(), chain, bundle(set, served.leaf()), name, Judged.NOW);
    }

    private TrustBundle bundle(Certificates set, X509Certificate leaf) {
        var pem = new StringBuilder();
        if (dice.percent(10)) {
            pem.append("noise\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        }
        if (dice.percent(40)) {
            pem.append(Pem.of(set.other.certificate()));
        }
        if (dice.percent(80)) {
            pem.append(Pem.of(set.root.certificate()));
        }
        if (dice.percent(10)) {
            pem.append(Pem.of(leaf));
        }
        return Pem.bundle(pem.append(pem.isEmpty() ? "nothing" : "").toString());
    }

    private CertificateDraft authority(CertificateDraft draft) {
        unusualDates(draft);
        if (dice.percent(10)) {
            draft.permit(dice.oneOf("a.ns.svc", "ns.svc", ".ns.svc", "svc", "other"));
        }
        if (dice.percent(10)) {
            draft.exclude(dice.oneOf("a.ns.svc", "b.ns.svc", ".b.ns.svc", "other"));
        }
        if (dice.percent(10)) {
            draft.excludeAddresses("10.0.0.0/8");
        }
        if (dice.percent(20)) {
            draft.pathLength(dice.between(0, 2));
        }
        if (dice.percent(5)) {
            draft.authority(false);
        }
        return unusualPurposes(draft);
    }

    private CertificateDraft leaf(CertificateDraft draft) {
        unusualDates(draft);
        if (dice.percent(90)) {
            draft.names(dice.oneOf("a.ns.svc", "A.ns.svc", "*.ns.svc", "b.ns.svc", "a.ns", "*.svc", "c.b.ns.svc"));
        }
        if (dice.percent(40)) {
            draft.names(dice.oneOf("a.ns.svc", "a.ns.svc.cluster.local", "*.b.ns.svc"));
        }
        if (dice.percent(20)) {
            draft.addresses(dice.oneOf("10.1.2.3", "192.168.0.1"));
        }
        return unusualPurposes(draft);
    }

    private void unusualDates(CertificateDraft draft) {
        if (dice.percent(6)) {
            draft.valid(Judged.NOW.minusSeconds(1_000_000), Judged.NOW.minusSeconds(dice.between(0, 1)));
        } else if (dice.percent(3)) {
            draft.valid(Judged.NOW.plusSeconds(dice.between(0, 1)), Judged.NOW.plusSeconds(1_000_000));
        }
    }

    private CertificateDraft unusualPurposes(CertificateDraft draft) {
        return switch (dice.between(0, 19)) {
            case 0 -> draft.purposes(KeyPurposeId.id_kp_clientAuth);
            case 1 -> draft.purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth);
            case 2 -> draft.purposes(KeyPurposeId.anyExtendedKeyUsage);
            default -> draft;
        };
    }
}
