package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.Service;
import io.webhookisolation.x509.DnsNames;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * E1: what the workload's ready endpoints served when they were asked for the Service's name.
 *
 * <p>A leaf for another webhook Service speaks against the workload, unless the workload mounts this Service's Secret, so
 * that its certificate is stale, or shares its Secret with the workload behind that other Service. A leaf for anything else
 * says nothing, as a self-signed APIService server shows. Once there is an answer there is evidence, of weight 0 if need
 * be; none means that nothing was probed.
 */
final class ServedCertificate implements EvidenceRule {

    static final String CODE = "E1";
    private static final int THIS_NAME = 100;
    private static final int OTHER_NAME = -100;
    private static final int NO_TLS = -40;

    private final Handshakes handshakes;
    private final Traffic traffic;
    private final WebhookServices webhooks;
    private final MountedSecret mountedSecret;
    private final SharedMount sharedMount;

    ServedCertificate(
            Handshakes handshakes,
            Traffic traffic,
            WebhookServices webhooks,
            MountedSecret mountedSecret,
            SharedMount sharedMount) {
        this.handshakes = handshakes;
        this.traffic = traffic;
        this.webhooks = webhooks;
        this.mountedSecret = mountedSecret;
        this.sharedMount = sharedMount;
    }

    /** What one Pod showed last; the first of these that any of its ports shows. */
    enum Shown {
        THIS_NAME,
        OTHER_NAME,
        UNRELATED,
        NO_TLS
    }

    private record Answer(Shown shown, Pod pod, String detail) {}

    @Override
    public Optional<Evidence> examine(Claim claim) {
        var answers = answers(claim);
        if (disagree(answers)) {
            return Optional.of(
                    new Evidence(CODE, THIS_NAME, "Pods of " + claim.who() + " disagree: " + sentences(answers)));
        }
        return answers.stream()
                .min(Comparator.comparing(Answer::shown))
                .map(answer -> new Evidence(CODE, weight(claim, answer.shown), sentences(List.of(answer))));
    }

    /** Whether some of its Pods serve this name and others another one. */
    boolean disagree(Claim claim) {
        return disagree(answers(claim));
    }

    private static boolean disagree(List<Answer> answers) {
        return shows(answers, Shown.THIS_NAME) && shows(answers, Shown.OTHER_NAME);
    }

    private static boolean shows(List<Answer> answers, Shown shown) {
        return answers.stream().anyMatch(answer -> answer.shown == shown);
    }

    private int weight(Claim claim, Shown shown) {
        return switch (shown) {
            case THIS_NAME -> THIS_NAME;
            case OTHER_NAME -> mountedSecret.isFor(claim) ? 0 : OTHER_NAME;
            case UNRELATED -> 0;
            case NO_TLS -> NO_TLS;
        };
    }

    private List<Answer> answers(Claim claim) {
        return traffic.readyPods(claim).stream()
                .flatMap(pod -> handshakes.last(claim.service().reference(), pod).stream()
                        .flatMap(outcome -> answer(claim, pod, outcome).stream())
                        .min(Comparator.comparing(Answer::shown))
                        .stream())
                .toList();
    }

    private Optional<Answer> answer(Claim claim, Pod pod, ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Served served ->
                Optional.of(answer(claim, pod, served.chain().getFirst()));
            case ProbeOutcome.Refused refused -> Optional.of(new Answer(Shown.NO_TLS, pod, "refuses the connection"));
            case ProbeOutcome.NotTls notTls -> Optional.of(new Answer(Shown.NO_TLS, pod, "speaks no TLS on this port"));
            case ProbeOutcome.TimedOut timedOut -> Optional.empty();
            case ProbeOutcome.Unreachable unreachable -> Optional.empty();
        };
    }

    private Answer answer(Claim claim, Pod pod, X509Certificate leaf) {
        var names = DnsNames.of(leaf);
        var detail = names.isEmpty() ? "serves a certificate without names" : "serves " + String.join(", ", names);
        if (isFor(leaf, claim.service())) {
            return new Answer(Shown.THIS_NAME, pod, detail);
        }
        var foreign = isForAnother(leaf, claim.service()) && !sharedMount.explains(claim, leaf);
        return new Answer(foreign ? Shown.OTHER_NAME : Shown.UNRELATED, pod, detail);
    }

    static boolean isFor(X509Certificate leaf, Service service) {
        return DnsNames.of(leaf).stream()
                .anyMatch(name -> DnsNames.matches(name, service.reference().serverName()));
    }

    /** Whether it carries the exact name of another webhook Service of the namespace, and no name of this one. */
    boolean isForAnother(X509Certificate leaf, Service service) {
        return !isFor(leaf, service)
                && DnsNames.of(leaf).stream()
                        .anyMatch(name -> !webhooks.named(name).isEmpty());
    }

    private static String sentences(List<Answer> answers) {
        return answers.stream()
                .map(answer -> answer.pod.key().kindAndName() + " " + answer.detail)
                .collect(Collectors.joining("; "));
    }
}
