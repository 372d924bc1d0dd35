package io.webhookisolation.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of one webhook Service: what is seen of them, and how far a rotation has come.
 *
 * <p>Invariant: while {@code phase} is empty they are only audited, and no generation is known to be ours.
 *
 * @param managedBy who issues; empty if nobody looked
 * @param occasion why new ones are on their way, in one word such as {@code schedule} or {@code renewal}; empty while none are
 * @param message why it stands where it stands, to follow the Service's name; empty if there is nothing to say
 * @param replacedBy who put another certificate where one of ours was, as field managers; empty if nobody did
 * @param bundleCertificates the most that one call site's bundle holds
 * @param nextRotation when the next generation takes over by schedule
 * @param renewalDue when the next leaf is issued under the same generation
 * @param findings what is wrong with them
 */
public record ServiceCertificate(
        ServiceReference service,
        Optional<CertificateManager> managedBy,
        Optional<RotationPhase> phase,
        String occasion,
        String message,
        String replacedBy,
        Generations generations,
        NotAfter notAfter,
        int bundleCertificates,
        Optional<Instant> nextRotation,
        Optional<Instant> renewalDue,
        List<Finding> findings) {

    /**
     * Where our generations stand; 0 means none of ours.
     *
     * @param bundleMin the oldest that any bundle holds
     * @param bundleMax the newest that every bundle holds
     * @param secret the one that signed the leaf in the serving Secret
     * @param servedMin the oldest that signed what a Pod of an owner serves
     */
    public record Generations(int bundleMin, int bundleMax, int secret, int servedMin) {
        public static final Generations NONE = new Generations(0, 0, 0, 0);
    }

    /**
     * When certificates end; empty for what was not seen.
     *
     * @param leaf the one in the serving Secret; while only audited the one that is served and ends first
     * @param ca the authority that ends first among those by which call sites trust what is served
     * @param nextCa the authority that takes over next
     * @param servedMin the leaf that ends first among those that owners serve
     */
    public record NotAfter(
            Optional<Instant> leaf, Optional<Instant> ca, Optional<Instant> nextCa, Optional<Instant> servedMin) {
        public static final NotAfter UNKNOWN =
                new NotAfter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public ServiceCertificate {
        findings = findings.stream().sorted().distinct().toList();
    }

    /** Of a Service whose certificates are only looked at. */
    public static ServiceCertificate audited(
            ServiceReference service, NotAfter notAfter, int bundleCertificates, List<Finding> findings) {
        return new ServiceCertificate(
                service,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                "",
                Generations.NONE,
                notAfter,
                bundleCertificates,
                Optional.empty(),
                Optional.empty(),
                findings);
    }

    /** Whether anything is known of what its owners serve. */
    public boolean isSeen() {
        return notAfter.servedMin().isPresent();
    }
}
