package io.webhookisolation.reconcile;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.report.ProbeWord;
import io.webhookisolation.report.Reporting;
import io.webhookisolation.x509.ChainVerifier;
import io.webhookisolation.x509.DnsNames;
import io.webhookisolation.x509.Verification;
import io.webhookisolation.x509.Verification.Reason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Counts each probe once, in the words of the metric, whichever policy's reconcile sees it first.
 *
 * <p>Thread-safe: per namespace one count at a time.
 */
final class ProbeTally {

    private final Map<String, Map<ProbeTarget, Instant>> newest = new ConcurrentHashMap<>();
    private final Reporting reporting;

    ProbeTally(Reporting reporting) {
        this.reporting = reporting;
    }

    void count(String namespace, Snapshot snapshot) {
        newest.compute(namespace, (key, before) -> {
            var known = before == null ? Map.<ProbeTarget, Instant>of() : before;
            var now = new HashMap<ProbeTarget, Instant>();
            snapshot.probes().forEach((target, results) -> {
                var since = known.getOrDefault(target, Instant.MIN);
                results.stream()
                        .filter(result -> result.at().isAfter(since))
                        .forEach(result -> reporting.probed(result, word(result, snapshot.callSites())));
                results.stream().map(ProbeResult::at).max(Instant::compareTo).ifPresent(at -> now.put(target, at));
            });
            forget(services(known.keySet()), services(now.keySet()));
            return now.isEmpty() ? null : now;
        });
    }

    /** The namespace is probed no more. */
    void forget(String namespace) {
        newest.computeIfPresent(namespace, (key, before) -> {
            services(before.keySet()).forEach(reporting::gone);
            return null;
        });
    }

    private void forget(Set<ServiceReference> before, Set<ServiceReference> now) {
        var gone = new HashSet<>(before);
        gone.removeAll(now);
        gone.forEach(reporting::gone);
    }

    private static Set<ServiceReference> services(Set<ProbeTarget> targets) {
        return targets.stream().map(ProbeTarget::service).collect(Collectors.toSet());
    }

    private static ProbeWord word(ProbeResult result, List<CallSite> callSites) {
        return switch (result.outcome()) {
            case ProbeOutcome.Served served -> word(served.chain(), result, callSites);
            case ProbeOutcome.Refused refused -> ProbeWord.REFUSED;
            case ProbeOutcome.NotTls other -> ProbeWord.NOT_TLS;
            case ProbeOutcome.TimedOut late -> ProbeWord.TIMEOUT;
            case ProbeOutcome.Unreachable nowhere -> ProbeWord.TIMEOUT;
        };
    }

    private static ProbeWord word(List<X509Certificate> chain, ProbeResult result, List<CallSite> callSites) {
        var service = result.target().service();
        var name = service.serverName();
        if (chain.isEmpty()) {
            return ProbeWord.NOT_TLS;
        }
        if (DnsNames.of(chain.getFirst()).stream().noneMatch(pattern -> DnsNames.matches(pattern, name))) {
            return ProbeWord.OTHER_NAME;
        }
        var verifications = callSites.stream()
                .filter(callSite -> callSite.names(service))
                .map(callSite -> callSite.insecureSkipTlsVerify()
                        ? new Verification.Verified(chain)
                        : ChainVerifier.verify(chain, callSite.bundle(), name, result.at()))
                .toList();
        if (verifications.stream().anyMatch(Verification::verified)) {
            return ProbeWord.MATCH;
        }
        return verifications.stream().anyMatch(ProbeTally::isExpired) ? ProbeWord.EXPIRED : ProbeWord.UNTRUSTED;
    }

    private static boolean isExpired(Verification verification) {
        return verification instanceof Verification.Rejected(Reason reason, String text) && reason == Reason.EXPIRED;
    }
}
