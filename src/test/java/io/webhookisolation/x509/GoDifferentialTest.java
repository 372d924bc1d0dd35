package io.webhookisolation.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.CertificateDraft;
import io.webhookisolation.fixture.certificate.GoVerifier;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.model.TrustBundle;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier and Go's own say the same of random chains; needs {@code go} on the path, and says so without it. */
class GoDifferentialTest {

    private static final long SEED = Long.getLong("property.seed", 42);
    private static final int CHAINS = Integer.getInteger("property.chains", 1000);
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final Random random = new Random(SEED);

    private record Case(List<X509Certificate> chain, TrustBundle bundle, String name) {}

    @Test
    void agreesWithGoOnRandomChains(@TempDir Path folder) throws Exception {
        GoVerifier.assumeGo(folder);
        var cases = IntStream.range(0, CHAINS).mapToObj(i -> randomCase()).toList();

        var answers = GoVerifier.ask(
                cases.stream()
                        .map(each -> GoVerifier.chain(each.chain, each.bundle, each.name, NOW))
                        .toList(),
                folder);

        var outcomes = new TreeMap<String, Integer>();
        for (var i = 0; i < CHAINS; i++) {
            var verification = ChainVerifier.verify(cases.get(i).chain, cases.get(i).bundle, cases.get(i).name, NOW);
            assertThat(text(verification))
                    .as("chain %d of seed %d: %s", i, SEED, cases.get(i))
                    .isEqualTo(comparable(answers.get(i)));
            outcomes.merge(kind(verification), 1, Integer::sum);
        }
        System.out.println("compared with Go: " + outcomes);
        assertThat(outcomes)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy((kind, count) -> assertThat(count).isGreaterThan(20));
    }

    private Case randomCase() {
        var root = CertificateAuthority.create("root", this::authority);
        var other = CertificateAuthority.create(maybe(0.5) ? "root" : "other", this::authority);
        var signer = switch (random.nextInt(4)) {
            case 0 -> root.intermediate("middle", this::authority);
            case 1 -> root.intermediate("middle", this::authority).intermediate("low", this::authority);
            default -> root;
        };
        var served = signer.leaf(maybe(0.1) ? "a.ns.svc" : "leaf", this::leaf);
        var chain = new ArrayList<>(served.chain());
        if (maybe(0.2)) {
            chain.add(other.crossSign(root));
        }
        if (chain.size() > 2 && maybe(0.2)) {
            chain.remove(1 + random.nextInt(chain.size() - 1));
        }
        return new Case(chain, bundle(root, other, served.leaf()), maybe(0.9) ? "a.ns.svc" : "b.ns.svc");
    }

    private TrustBundle bundle(CertificateAuthority root, CertificateAuthority other, X509Certificate leaf) {
        var pem = new StringBuilder();
        if (maybe(0.1)) {
            pem.append("noise\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        }
        if (maybe(0.4)) {
            pem.append(Pem.of(other.certificate()));
        }
        if (maybe(0.8)) {
            pem.append(Pem.of(root.certificate()));
        }
        if (maybe(0.1)) {
            pem.append(Pem.of(leaf));
        }
        return Pem.bundle(pem.append(pem.isEmpty() ? "nothing" : "").toString());
    }

    private CertificateDraft authority(CertificateDraft draft) {
        unusualDates(draft);
        if (maybe(0.1)) {
            draft.permit(pick("a.ns.svc", "ns.svc", ".ns.svc", "svc", "other"));
        }
        if (maybe(0.1)) {
            draft.exclude(pick("a.ns.svc", "b.ns.svc", ".b.ns.svc", "other"));
        }
        if (maybe(0.1)) {
            draft.excludeAddresses("10.0.0.0/8");
        }
        if (maybe(0.2)) {
            draft.pathLength(random.nextInt(3));
        }
        if (maybe(0.05)) {
            draft.authority(false);
        }
        return unusualPurposes(draft);
    }

    private CertificateDraft leaf(CertificateDraft draft) {
        unusualDates(draft);
        if (maybe(0.9)) {
            draft.names(pick("a.ns.svc", "A.ns.svc", "*.ns.svc", "b.ns.svc", "a.ns", "*.svc", "c.b.ns.svc"));
        }
        if (maybe(0.4)) {
            draft.names(pick("a.ns.svc", "a.ns.svc.cluster.local", "*.b.ns.svc"));
        }
        if (maybe(0.2)) {
            draft.addresses(pick("10.1.2.3", "192.168.0.1"));
        }
        return unusualPurposes(draft);
    }

    private void unusualDates(CertificateDraft draft) {
        if (maybe(0.08)) {
            draft.valid(NOW.minusSeconds(1_000_000), NOW.minusSeconds(random.nextInt(2)));
        } else if (maybe(0.04)) {
            draft.valid(NOW.plusSeconds(random.nextInt(2)), NOW.plusSeconds(1_000_000));
        }
    }

    private CertificateDraft unusualPurposes(CertificateDraft draft) {
        return switch (random.nextInt(12)) {
            case 0 -> draft.purposes(KeyPurposeId.id_kp_clientAuth);
            case 1 -> draft.purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth);
            case 2 -> draft.purposes(KeyPurposeId.anyExtendedKeyUsage);
            default -> draft;
        };
    }

    private boolean maybe(double probability) {
        return random.nextDouble() < probability;
    }

    private String pick(String... some) {
        return some[random.nextInt(some.length)];
    }

    private static String text(Verification verification) {
        return switch (verification) {
            case Verification.Verified verified -> "";
            case Verification.Rejected rejected -> comparable(rejected.text());
        };
    }

    private static String kind(Verification verification) {
        return switch (verification) {
            case Verification.Verified verified -> "VERIFIED";
            case Verification.Rejected rejected -> rejected.reason().name();
        };
    }

    /** Go's hint depends on the order in which it tries candidates, and we do not name addresses. */
    private static String comparable(String text) {
        return text.replaceFirst(" \\(possibly because of .*", "").replaceFirst("(IP address).*", "$1");
    }
}
