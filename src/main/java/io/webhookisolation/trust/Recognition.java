package io.webhookisolation.trust;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CertificateManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides who manages the certificates of a serving Secret, from what writers leave behind: marks, the shape of the Secret,
 * and the owners of fields. Whoever is not known and writes bundles all the same counts as a server that does so for itself.
 */
public final class Recognition {

    private static final String OURS = "webhook-isolation.io/";
    private static final String CHAIN = "tls.crt";

    /** cert-manager's cainjector, and its Certificates (cert-manager.io/docs, "Annotations and labels"). */
    private static final List<String> INJECTED = List.of(
            "cert-manager.io/inject-ca-from",
            "cert-manager.io/inject-ca-from-secret",
            "cert-manager.io/inject-apiserver-ca");

    private static final List<String> ISSUED =
            List.of("cert-manager.io/certificate-name", "cert-manager.io/issuer-name");

    /** OpenShift service-ca, "Securing service traffic using service serving certificate secrets". */
    private static final List<String> OPENSHIFT = List.of("service.beta.openshift.io/", "service.alpha.openshift.io/");

    /** github.com/open-policy-agent/cert-controller, pkg/rotator. */
    private static final List<String> CERT_CONTROLLER = List.of("ca.crt", "ca.key", CHAIN, "tls.key");

    /** github.com/jet/kube-webhook-certgen: unless told otherwise. */
    private static final List<String> CERTGEN = List.of("ca", "cert", "key");

    /** knative.dev/pkg, webhook/certificates; Tekton has it too. */
    private static final List<String> KNATIVE = List.of("server-cert.pem", "server-key.pem", "ca-cert.pem");

    /** What servers put on the configurations that they write themselves. */
    private static final Map<String, Map.Entry<String, String>> SERVERS = Map.of(
            "Kyverno", Map.entry("webhook.kyverno.io/managed-by", "kyverno"),
            "KubeVirt", Map.entry("app.kubernetes.io/managed-by", "virt-operator"));

    /** Field managers of people and of whoever installs: they write what they were given. */
    private static final Predicate<String> INSTALLS =
            List.of("kubectl", "helm", "argocd", "kustomize-controller", "before-first-apply", "Mozilla").stream()
                    .<Predicate<String>>map(prefix -> name -> name.startsWith(prefix))
                    .reduce(Predicate::or)
                    .orElseThrow();

    private record Rule(CertificateManager manager, Function<Signs, Optional<String>> sign) {

        Optional<ManagedBy> apply(Signs signs) {
            return sign.apply(signs).map(why -> new ManagedBy(manager, why));
        }
    }

    /** Those that certainly write again. */
    private static final List<Rule> CERTAIN = List.of(
            new Rule(CertificateManager.EXTERNAL, Recognition::external),
            new Rule(CertificateManager.CERT_MANAGER, Recognition::certManager),
            new Rule(CertificateManager.SERVICE_CA, Recognition::serviceCa),
            new Rule(CertificateManager.OLM, Recognition::olm),
            new Rule(CertificateManager.SELF, Recognition::knownServer));

    private static final List<Rule> OTHERS = List.of(
            new Rule(CertificateManager.CERTGEN, Recognition::certgen),
            new Rule(CertificateManager.CERT_CONTROLLER, Recognition::certController),
            new Rule(CertificateManager.HELM_GENERATED, Recognition::helm),
            new Rule(CertificateManager.SELF, Recognition::unknownWriter));

    private Recognition() {}

    /**
     * Who it is; the first rule counts. Where we issued, call sites are not asked: whoever marks or writes one of them would
     * end the renewals that all the others need.
     */
    public static ManagedBy of(Signs signs) {
        var asked = isOurs(signs) ? new Signs(signs.secret(), List.of(), signs.certificates()) : signs;
        return Stream.concat(CERTAIN.stream(), OTHERS.stream())
                .flatMap(rule -> rule.apply(asked).stream())
                .findFirst()
                .orElse(new ManagedBy(CertificateManager.POLICY, "nobody else is seen to make its certificate"));
    }

    /** Whether this call site alone tells of somebody who certainly writes its bundle again. */
    public static boolean isClaimed(CallSite site) {
        var alone = new Signs(Optional.empty(), List.of(site), List.of());
        return CERTAIN.stream().anyMatch(rule -> rule.apply(alone).isPresent());
    }

    private static Optional<String> external(Signs signs) {
        var outside = !signs.callSites().isEmpty() && signs.callSites().stream().allMatch(Recognition::isOutside);
        return outside
                ? Optional.of(signs.callSites().getFirst().configuration() + " calls a URL outside of the cluster")
                : Optional.empty();
    }

    private static boolean isOutside(CallSite site) {
        return site.url().isPresent()
                && Scope.serverName(site)
                        .filter(host -> host.endsWith(".svc") || host.contains(".svc."))
                        .isEmpty();
    }

    private static Optional<String> certManager(Signs signs) {
        return first(List.of(
                signs.certificates().stream()
                        .map(certificate -> certificate.key() + " writes the Secret")
                        .findFirst(),
                ISSUED.stream()
                        .flatMap(name -> secretMark(signs, name).stream())
                        .findFirst(),
                INJECTED.stream()
                        .flatMap(name -> signs.callSiteMark(name).stream())
                        .findFirst(),
                written(signs, writer -> writer.contains("cainjector"))));
    }

    private static Optional<String> serviceCa(Signs signs) {
        return OPENSHIFT.stream()
                .flatMap(prefix -> Stream.of(
                                secretMark(signs, prefix + "originating-service-name"),
                                signs.callSiteMark(Map.entry(prefix + "inject-cabundle", "true")))
                        .flatMap(Optional::stream))
                .findFirst();
    }

    private static Optional<String> olm(Signs signs) {
        return first(List.of(
                holds(signs, List.of("olmCAKey")), secretMark(signs, "olmcahash"), signs.callSiteMark("olm.owner")));
    }

    private static Optional<String> knownServer(Signs signs) {
        return SERVERS.entrySet().stream()
                .flatMap(server -> signs.callSiteMark(server.getValue()).stream()
                        .map(why -> server.getKey() + " writes its own bundles: " + why))
                .sorted()
                .findFirst()
                .or(() -> signs.callSiteMark("linkerd.io/control-plane-component")
                        .map(why -> "Linkerd has its own trust: " + why))
                .or(() -> holds(signs, KNATIVE).map(why -> "knative's library makes it: " + why));
    }

    private static Optional<String> certgen(Signs signs) {
        Predicate<String> isCertgen = "kube-webhook-certgen"::equals;
        return first(List.of(
                signs.secretWriters()
                        .filter(isCertgen)
                        .map(writer -> "field manager " + writer + " wrote the Secret")
                        .findFirst(),
                holds(signs, CERTGEN),
                written(signs, isCertgen)));
    }

    /** A chart may store all four as well, and is told by who wrote them. */
    private static Optional<String> certController(Signs signs) {
        var writers = signs.secretWriters().toList();
        return holds(signs, CERT_CONTROLLER)
                .filter(why -> writers.isEmpty() || !writers.stream().allMatch(INSTALLS));
    }

    /** A chart that makes an empty Secret, to be filled by somebody else, generates nothing. */
    private static Optional<String> helm(Signs signs) {
        var writers = signs.secretWriters().toList();
        return signs.secretMark("meta.helm.sh/release-name")
                .map(release -> "Helm release " + release + " wrote the Secret")
                .or(() -> signs.secretMark("app.kubernetes.io/managed-by")
                        .filter("Helm"::equals)
                        .map(label -> "a Helm chart wrote the Secret"))
                .filter(why -> signs.secretHolds(Set.of(CHAIN)))
                .filter(why ->
                        writers.isEmpty() ? !isOurs(signs) : writers.stream().anyMatch(INSTALLS));
    }

    private static Optional<String> unknownWriter(Signs signs) {
        Predicate<String> isProgram = writer -> !INSTALLS.test(writer) && !writer.equals("webhook-isolation");
        return first(List.of(
                written(signs, isProgram),
                signs.secretWriters()
                        .filter(writer -> isProgram.test(writer) && !isOurs(signs))
                        .map(writer -> "field manager " + writer + " wrote the Secret")
                        .findFirst()));
    }

    /** What we wrote has an annotation of ours, and may have lost what told of its former writer. */
    private static boolean isOurs(Signs signs) {
        return signs.secret().stream()
                .anyMatch(secret -> secret.annotations().keySet().stream().anyMatch(name -> name.startsWith(OURS)));
    }

    private static Optional<String> written(Signs signs, Predicate<String> writer) {
        return signs.callSites().stream()
                .filter(site -> !site.control().writer().isEmpty()
                        && writer.test(site.control().writer()))
                .map(site -> "field manager " + site.control().writer() + " wrote the bundle of " + site)
                .findFirst();
    }

    private static Optional<String> holds(Signs signs, List<String> entries) {
        return signs.secretHolds(entries)
                ? Optional.of("the Secret holds " + String.join(", ", entries))
                : Optional.empty();
    }

    private static Optional<String> secretMark(Signs signs, String name) {
        return signs.secretMark(name).map(value -> "the Secret has " + name + ": " + value);
    }

    private static Optional<String> first(List<Optional<String>> signs) {
        return signs.stream().flatMap(Optional::stream).findFirst();
    }
}
