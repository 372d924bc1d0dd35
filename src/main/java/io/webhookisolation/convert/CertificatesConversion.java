package io.webhookisolation.convert;

import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.KeyKind;
import io.webhookisolation.model.Mode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts what a policy says about certificates; where it says what no schema would let in, nothing is issued. */
public final class CertificatesConversion {

    private static final Pattern SHARE = Pattern.compile("([1-9][0-9]?)%");

    private CertificatesConversion() {}

    static CertificatePolicy toModel(@Nullable CertificatesSpec spec) {
        if (spec == null || defect(spec).isPresent()) {
            return CertificatePolicy.AUDIT;
        }
        return new CertificatePolicy(
                spec.mode() == SelectorsSpec.Mode.Enforce ? Mode.ENFORCE : Mode.AUDIT,
                ca(spec).orElseThrow(),
                leaf(spec).orElseThrow(),
                renewAt(spec).orElseThrow(),
                key(spec).orElseThrow(),
                takeOver(spec),
                OrEmpty.text(spec.rotate()),
                compromised(spec),
                spec.restart() == CertificatesSpec.Restart.WhenNeeded);
    }

    /** What the CRD's schema refuses and an older or missing one let in, as a sentence. */
    public static Optional<String> defect(CertificatesSpec spec) {
        var fit = leaf(spec).flatMap(leaf -> ca(spec).filter(ca -> CertificatePolicy.fit(ca, leaf)));
        if (fit.isEmpty()) {
            return Optional.of("spec.certificates: leaf.duration must be at least 72h, and ca.duration at least three"
                    + " times leaf.duration and 720h together, and at most 87600h");
        }
        if (renewAt(spec).isEmpty()) {
            return Optional.of("spec.certificates.leaf.renewAt must be 1% to 99%");
        }
        return key(spec).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "spec.certificates.privateKey.size must be 256 or 384 for ECDSA, and 3072 or 4096 for RSA");
    }

    private static Optional<Duration> ca(CertificatesSpec spec) {
        return spec.ca() == null || spec.ca().duration() == null
                ? Optional.of(CertificatePolicy.AUDIT.ca())
                : GoDuration.parse(spec.ca().duration());
    }

    private static Optional<Duration> leaf(CertificatesSpec spec) {
        return spec.leaf() == null || spec.leaf().duration() == null
                ? Optional.of(CertificatePolicy.AUDIT.leaf())
                : GoDuration.parse(spec.leaf().duration());
    }

    private static Optional<Integer> renewAt(CertificatesSpec spec) {
        if (spec.leaf() == null || spec.leaf().renewAt() == null) {
            return Optional.of(CertificatePolicy.AUDIT.renewAtPercent());
        }
        return Optional.of(SHARE.matcher(spec.leaf().renewAt()))
                .filter(share -> share.matches())
                .map(share -> Integer.valueOf(share.group(1)));
    }

    private static Optional<KeyKind> key(CertificatesSpec spec) {
        var key = spec.privateKey();
        if (key == null) {
            return Optional.of(CertificatePolicy.AUDIT.key());
        }
        var algorithm = key.algorithm() == null ? CertificatesSpec.Algorithm.ECDSA : key.algorithm();
        return KeyKind.of(algorithm.name(), OrEmpty.number(key.size(), 256));
    }

    private static Set<CertificateManager> takeOver(CertificatesSpec spec) {
        return OrEmpty.list(spec.takeOver()).stream()
                .map(CertificatesConversion::manager)
                .collect(Collectors.toSet());
    }

    private static CertificateManager manager(CertificatesSpec.TakeOver word) {
        return switch (word) {
            case Certgen -> CertificateManager.CERTGEN;
            case CertController -> CertificateManager.CERT_CONTROLLER;
            case HelmGenerated -> CertificateManager.HELM_GENERATED;
        };
    }

    private static SortedSet<Integer> compromised(CertificatesSpec spec) {
        return new TreeSet<>(OrEmpty.list(spec.compromised()));
    }
}
