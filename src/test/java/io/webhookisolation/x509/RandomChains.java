package io.webhookisolation.x509;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.CertificateDraft;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.certificate.ServingCertificate;
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
        var other = dice.maybe(0.2)
                ? root.renamed("other")
                : CertificateAuthority.create(dice.maybe(0.5) ? "root" : "other", this::authority);
        var middle = root.intermediate("middle", this::authority);
        var leaves = Stream.of(root, root, middle, middle.intermediate("low", this::authority))
                .map(signer -> signer.leaf(dice.maybe(0.1) ? "a.ns.svc" : "leaf", this::leaf))
                .toList();
        return new Certificates(root, other, other.crossSign(root), leaves);
    }

    private JudgedChain draw(Certificates set) {
        var served = dice.pick(set.leaves);
        var chain = new ArrayList<>(served.chain());
        if (dice.maybe(0.3)) {
            chain.add(set.cross);
        }
        if (chain.size() > 2 && dice.maybe(0.2)) {
            chain.remove(1 + dice.random().nextInt(chain.size() - 1));
        }
        if (chain.size() > 2 && dice.maybe(0.2)) {
            chain.add(chain.remove(1));
        }
        var name = dice.maybe(0.9) ? "a.ns.svc" : "b.ns.svc";
        return new JudgedChain("usual faults", List.of(), chain, bundle(set, served.leaf()), name, Judged.NOW);
    }

    private TrustBundle bundle(Certificates set, X509Certificate leaf) {
        var pem = new StringBuilder();
        if (dice.maybe(0.1)) {
            pem.append("noise\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        }
        if (dice.maybe(0.4)) {
            pem.append(Pem.of(set.other.certificate()));
        }
        if (dice.maybe(0.8)) {
            pem.append(Pem.of(set.root.certificate()));
        }
        if (dice.maybe(0.1)) {
            pem.append(Pem.of(leaf));
        }
        return Pem.bundle(pem.append(pem.isEmpty() ? "nothing" : "").toString());
    }

    private CertificateDraft authority(CertificateDraft draft) {
        unusualDates(draft);
        if (dice.maybe(0.1)) {
            draft.permit(dice.pick("a.ns.svc", "ns.svc", ".ns.svc", "svc", "other"));
        }
        if (dice.maybe(0.1)) {
            draft.exclude(dice.pick("a.ns.svc", "b.ns.svc", ".b.ns.svc", "other"));
        }
        if (dice.maybe(0.1)) {
            draft.excludeAddresses("10.0.0.0/8");
        }
        if (dice.maybe(0.2)) {
            draft.pathLength(dice.random().nextInt(3));
        }
        if (dice.maybe(0.05)) {
            draft.authority(false);
        }
        return unusualPurposes(draft);
    }

    private CertificateDraft leaf(CertificateDraft draft) {
        unusualDates(draft);
        if (dice.maybe(0.9)) {
            draft.names(dice.pick("a.ns.svc", "A.ns.svc", "*.ns.svc", "b.ns.svc", "a.ns", "*.svc", "c.b.ns.svc"));
        }
        if (dice.maybe(0.4)) {
            draft.names(dice.pick("a.ns.svc", "a.ns.svc.cluster.local", "*.b.ns.svc"));
        }
        if (dice.maybe(0.2)) {
            draft.addresses(dice.pick("10.1.2.3", "192.168.0.1"));
        }
        return unusualPurposes(draft);
    }

    private void unusualDates(CertificateDraft draft) {
        if (dice.maybe(0.06)) {
            draft.valid(
                    Judged.NOW.minusSeconds(1_000_000),
                    Judged.NOW.minusSeconds(dice.random().nextInt(2)));
        } else if (dice.maybe(0.03)) {
            draft.valid(Judged.NOW.plusSeconds(dice.random().nextInt(2)), Judged.NOW.plusSeconds(1_000_000));
        }
    }

    private CertificateDraft unusualPurposes(CertificateDraft draft) {
        return switch (dice.random().nextInt(20)) {
            case 0 -> draft.purposes(KeyPurposeId.id_kp_clientAuth);
            case 1 -> draft.purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth);
            case 2 -> draft.purposes(KeyPurposeId.anyExtendedKeyUsage);
            default -> draft;
        };
    }
}
