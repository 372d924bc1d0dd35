package io.webhookisolation.certify;

import io.webhookisolation.certificate.Generation;
import io.webhookisolation.certificate.Timing;
import io.webhookisolation.fixture.model.CallSiteDraft;
import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.BundleControl;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.KeyKind;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Units;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.AuthorityRequest;
import io.webhookisolation.pki.CannotIssueException;
import io.webhookisolation.pki.GenerationName;
import io.webhookisolation.pki.Issuer;
import io.webhookisolation.pki.LeafRequest;
import io.webhookisolation.pki.Pem;
import io.webhookisolation.pki.ServingSecret;
import io.webhookisolation.trust.Consent;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What stands around Deployment {@code web} in namespace {@code ns}, which owns Service {@code a} and mounts {@code web-tls}. */
final class Made {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final String NAMESPACE_UID = "0b6f";
    static final String OPERATOR = "operator-system";
    static final String SECRET = "web-tls";
    static final String SERIES = Series.of(NAMESPACE_UID, SECRET);
    static final ServiceReference A = new ServiceReference("ns", "a");
    static final Issuer ISSUER = new Issuer(new SecureRandom());

    private Made() {}

    /** One that was made just now. */
    static Authority authority(String series, int number) {
        try {
            var dates = Generation.madeAt(NOW.minus(Duration.ofMinutes(1)), number, Timing.DEFAULT);
            return ISSUER.authority(new AuthorityRequest(
                    new GenerationName(series, number),
                    new TreeSet<>(Set.of("ns.svc", "ns.svc.cluster.local")),
                    KeyKind.ECDSA_256,
                    dates.notBefore(),
                    dates.notAfter()));
        } catch (CannotIssueException e) {
            throw new IllegalStateException(e);
        }
    }

    static Authority authority(int number) {
        return authority(SERIES, number);
    }

    /** The Secret with our authorities, where it belongs. */
    static SeenSecret keeping(SecretContent content) {
        return seen(OPERATOR, Series.secretName(SERIES), AuthoritySecret.TYPE, content);
    }

    /** What the product stores for Service {@code a}. */
    static SecretContent leaf(Authority issuer) {
        try {
            var request = new LeafRequest(
                    new TreeSet<>(Set.of(A.serverName())),
                    KeyKind.ECDSA_256,
                    NOW.minus(Duration.ofHours(1)),
                    NOW.plus(Duration.ofDays(30)));
            var leaf = ISSUER.leaf(request, issuer);
            return new SecretContent(
                    new ServingSecret(List.of(leaf.certificate()), leaf.key(), bundle(issuer)).toEntries());
        } catch (CannotIssueException e) {
            throw new IllegalStateException(e);
        }
    }

    static TrustBundle bundle(Authority... authorities) {
        return Pem.bundle(
                List.of(authorities).stream().map(Authority::certificate).toList());
    }

    static SeenSecret serving(String type, SecretContent content) {
        return seen("ns", SECRET, type, content);
    }

    /** The serving Secret with this annotation; Helm wrote its data. */
    static SeenSecret annotated(SecretContent content, String annotation) {
        var seen = serving("kubernetes.io/tls", content);
        return new SeenSecret(
                seen.key(),
                seen.uid(),
                seen.resourceVersion(),
                seen.type(),
                false,
                seen.labels(),
                new TreeMap<>(Map.of(annotation, "")),
                seen.owners(),
                new TreeSet<>(Set.of("helm")),
                seen.data());
    }

    static SeenSecret seen(String namespace, String name, String type, SecretContent content) {
        return new SeenSecret(
                ObjectKey.live("v1", "Secret", namespace, name),
                "uid",
                "1",
                type,
                false,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                new TreeSet<>(),
                content);
    }

    /** Service, Deployment with one Pod, and its verdict below; call sites and looks are the test's. */
    static Given world() {
        return Given.cluster().service("a").running("web", 1, workload -> workload.mounts(SECRET), "a");
    }

    /** {@code ns/policy}, which issues. */
    static Policy policy() {
        return policy(false);
    }

    /** @param restarts whether Pods that do not reload are replaced */
    static Policy policy(boolean restarts) {
        var audit = CertificatePolicy.AUDIT;
        return new Policy(
                        "ns",
                        "policy",
                        NOW,
                        Mode.AUDIT,
                        LabelSelector.EVERYTHING,
                        1,
                        false,
                        List.of(),
                        false,
                        false,
                        false,
                        false)
                .limited(
                        Mode.AUDIT,
                        new CertificatePolicy(
                                Mode.ENFORCE,
                                audit.ca(),
                                audit.leaf(),
                                audit.renewAtPercent(),
                                audit.key(),
                                Set.of(),
                                "",
                                new TreeSet<>(),
                                restarts),
                        false);
    }

    /** The same, which restarts and is suspended. */
    static Policy suspended() {
        return new Policy(
                        "ns",
                        "policy",
                        NOW,
                        Mode.AUDIT,
                        LabelSelector.EVERYTHING,
                        1,
                        false,
                        List.of(),
                        false,
                        false,
                        true,
                        false)
                .limited(Mode.AUDIT, policy(true).certificates(), false);
    }

    static ServiceVerdict verdict(Snapshot snapshot, ServiceReference service) {
        return verdict(snapshot, service, Optional.of("web"));
    }

    /** @param proved the Deployment that is proved to own it */
    static ServiceVerdict verdict(Snapshot snapshot, ServiceReference service, Optional<String> proved) {
        var owners = proved.stream()
                .map(name -> new WorkloadVerdict(
                        ObjectKey.live("apps/v1", "Deployment", "ns", name),
                        name,
                        Relation.OWNER,
                        Relation.OWNER,
                        100,
                        true,
                        List.of()))
                .toList();
        return new ServiceVerdict(
                service,
                snapshot.services().stream()
                        .filter(candidate -> candidate.key().name().equals(service.name()))
                        .findFirst(),
                ServiceClass.ISOLATED,
                snapshot.callSites().stream()
                        .filter(site -> site.service().filter(service::equals).isPresent())
                        .toList(),
                owners,
                Repair.none(""));
    }

    static CallSite callSite(String name, UnaryOperator<CallSiteDraft> options) {
        return Given.cluster()
                .callSite(name, A.name(), options)
                .snapshot()
                .callSites()
                .getFirst();
    }

    /** Whoever may write the call site lets this policy write its bundle. */
    static BundleControl consent(String policy) {
        return new BundleControl(new TreeMap<>(Map.of(Consent.ANNOTATION, policy)), "");
    }

    static Mount mount(Snapshot snapshot) {
        var verdict = verdict(snapshot, A);
        return new Mount(
                verdict,
                new Owning(verdict, snapshot, Units.of(snapshot).in("ns")).candidates(),
                Optional.of(SECRET),
                "");
    }
}
