package io.webhookisolation.trust;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.x509.Verification;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is asked before a write. */
interface Guard {

    List<TrustRefusal> store(List<X509Certificate> chain, Serving serving, Instant now);

    List<TrustRefusal> publish(Caller caller, Collection<X509Certificate> next, Serving serving, Instant now);

    /** The product's rules, with these times. */
    static Guard rules(Timing timing) {
        var check = remembering();
        var issue = new IssueRule(check, timing);
        var bundle = new BundleRule(check, timing);
        return new Guard() {
            @Override
            public List<TrustRefusal> store(List<X509Certificate> chain, Serving serving, Instant now) {
                return issue.refusals(chain, serving, timing.waits().trust(), now);
            }

            @Override
            public List<TrustRefusal> publish(
                    Caller caller, Collection<X509Certificate> next, Serving serving, Instant now) {
                return bundle.refusals(caller, next, serving, now);
            }
        };
    }

    /** Stores a new leaf at once, and cares for bundles only. */
    static Guard leafFirst() {
        var rules = rules(Timing.DEFAULT);
        return new Guard() {
            @Override
            public List<TrustRefusal> store(List<X509Certificate> chain, Serving serving, Instant now) {
                return List.of();
            }

            @Override
            public List<TrustRefusal> publish(
                    Caller caller, Collection<X509Certificate> next, Serving serving, Instant now) {
                return rules.publish(caller, next, serving, now);
            }
        };
    }

    /** Replaces bundles at once, and cares for leaves only. */
    static Guard bundleAtOnce() {
        var rules = rules(Timing.DEFAULT);
        return new Guard() {
            @Override
            public List<TrustRefusal> store(List<X509Certificate> chain, Serving serving, Instant now) {
                return rules.store(chain, serving, now);
            }

            @Override
            public List<TrustRefusal> publish(
                    Caller caller, Collection<X509Certificate> next, Serving serving, Instant now) {
                return List.of();
            }
        };
    }

    /** Signatures are costly, certificates few: an answer holds until one of the cast begins or ends. */
    private static ChainCheck remembering() {
        record Question(List<X509Certificate> chain, Set<X509Certificate> bundle, String name, long boundaries) {}
        Map<Question, Verification> answers = new ConcurrentHashMap<>();
        return (chain, bundle, name, at) -> answers.computeIfAbsent(
                new Question(
                        chain,
                        new HashSet<>(bundle),
                        name,
                        Cast.changes().filter(moment -> !at.isBefore(moment)).count()),
                question -> ChainCheck.AS_THE_API_SERVER.verify(chain, bundle, name, at));
    }
}
