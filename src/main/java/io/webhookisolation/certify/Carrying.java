package io.webhookisolation.certify;

import io.webhookisolation.certificate.Timing;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.CertificateStep;
import io.webhookisolation.model.CertificateStep.EntryBundle;
import io.webhookisolation.model.CertificateStep.RestartWorkload;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.CertificateStep.WriteSecret;
import io.webhookisolation.model.LiveCallSites;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.pki.Authority;
import io.webhookisolation.pki.CannotIssueException;
import io.webhookisolation.pki.Pem;
import io.webhookisolation.rotation.KnownAuthority;
import io.webhookisolation.rotation.Scene;
import io.webhookisolation.rotation.Task;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.ChainCheck;
import io.webhookisolation.trust.IssueRule;
import io.webhookisolation.trust.SecretRule;
import io.webhookisolation.x509.ParsedBundle;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns the tasks of one decision into guarded writes, and asks I1 of the very chain before it is stored. */
public final class Carrying {

    private final Signing signing;
    private final Function<CertificateStep, StepResult> write;
    private final String operatorNamespace;

    Carrying(Signing signing, Function<CertificateStep, StepResult> write, String operatorNamespace) {
        this.signing = signing;
        this.write = write;
        this.operatorNamespace = operatorNamespace;
    }

    /** What was read, and what it means. */
    record Ground(Custody custody, Scene scene, CertificatePolicy policy, Timing timing, Instant now) {}

    /** What became of one write. */
    public record Outcome(CertificateStep step, StepResult result) {}

    /** Tries each task once; writes of bundles to one object are one write, and definitions have their turn one by one. */
    List<Outcome> carryOut(List<Task> tasks, Ground ground) {
        var outcomes = new ArrayList<Outcome>();
        outcomes.addAll(publish(
                tasks.stream()
                        .flatMap(task -> task instanceof Task.Publish publish ? Stream.of(publish) : Stream.empty())
                        .toList(),
                ground));
        for (var task : tasks) {
            switch (task) {
                case Task.Publish done -> {}
                case Task.Issue issue -> outcomes.add(issue(issue, ground));
                case Task.MakeAuthorities make -> outcomes.add(make(make, ground));
                case Task.Forget forget -> outcomes.add(forget(forget, ground));
                case Task.RestartOwner restart -> outcomes.add(restart(restart, ground));
            }
        }
        return outcomes;
    }

    private List<Outcome> publish(List<Task.Publish> tasks, Ground ground) {
        var byObject = new TreeMap<ObjectKey, WriteBundles>();
        for (var task : tasks) {
            ground.custody().objectOf(task.caller()).ifPresent(object -> {
                var entries = new ArrayList<EntryBundle>();
                if (byObject.containsKey(object.object())) {
                    entries.addAll(byObject.get(object.object()).entries());
                }
                entry(task, object).ifPresent(entries::add);
                if (!entries.isEmpty()) {
                    byObject.put(
                            object.object(),
                            new WriteBundles(
                                    object.kind(),
                                    object.object(),
                                    object.uid(),
                                    object.resourceVersion(),
                                    entries,
                                    task.drops()
                                            ? "trust what is served, and nothing else"
                                            : "trust the next authority"));
                }
            });
        }
        var definitions = byObject.values().stream()
                .filter(step -> step.kind() == CallSiteKind.CONVERSION_WEBHOOK)
                .limit(1);
        return Stream.concat(
                        byObject.values().stream()
                                .filter(step -> step.kind() != CallSiteKind.CONVERSION_WEBHOOK)
                                .sorted(Comparator.comparing(WriteBundles::kind)),
                        definitions)
                .map(this::written)
                .toList();
    }

    private static Optional<EntryBundle> entry(Task.Publish task, LiveCallSites object) {
        var site = task.caller().site();
        var index = object.callSites().indexOf(site);
        return index < 0
                ? Optional.empty()
                : Optional.of(new EntryBundle(
                        index, site.entry(), site.service().orElseThrow(), site.bundle(), bundle(task)));
    }

    /** What people wrote around their certificates stays as long as all of them stay. */
    private static TrustBundle bundle(Task.Publish task) {
        Caller caller = task.caller();
        if (task.drops()) {
            return Pem.bundle(task.next());
        }
        var added = task.next().stream()
                .filter(certificate -> !caller.trusted().containsKey(certificate))
                .toList();
        var present = caller.site().bundle().bytes();
        var text = new ByteArrayOutputStream();
        text.writeBytes(present);
        if (present.length > 0 && present[present.length - 1] != '\n') {
            text.write('\n');
        }
        text.writeBytes(Pem.bundle(added).bytes());
        var whole = new TrustBundle(text.toByteArray());
        // A block without an end would swallow the one behind it.
        var isRead = ParsedBundle.parse(whole).certificates().containsAll(added);
        return isRead ? whole : Pem.bundle(task.next());
    }

    private Outcome issue(Task.Issue issue, Ground ground) {
        var custody = ground.custody();
        var target = ObjectKey.live("v1", "Secret", namespace(custody), custody.secretName());
        try {
            var bundle = Pem.bundle(ground.scene().authorities().stream()
                    .filter(known -> !ground.policy().compromised().contains(known.number()))
                    .sorted(Comparator.comparing((KnownAuthority known) -> !known.equals(issue.issuer()))
                            .thenComparingInt(KnownAuthority::number))
                    .map(KnownAuthority::certificate)
                    .toList());
            var secret = signing.leaf(
                    issue, custody.authorities(), bundle, ground.policy().key());
            var why = issue.occasion()
                    .map(occasion -> "generation " + issue.issuer().number() + " takes over: "
                            + occasion.name().toLowerCase(Locale.ROOT))
                    .orElse("the leaf is renewed");
            var step = storing(target, custody, new SecretContent(secret.toEntries()), annotations(issue, ground), why);
            secret.key().destroy();
            var refusals = new IssueRule(ChainCheck.AS_THE_API_SERVER, ground.timing())
                    .refusals(secret.chain(), ground.scene().serving(), dwell(ground), ground.now());
            return refusals.isEmpty()
                    ? written(step)
                    : new Outcome(
                            step, new StepResult.Withheld(refusals.getFirst().toString()));
        } catch (CannotIssueException e) {
            var nothing = storing(target, custody, SecretContent.EMPTY, Map.of(), "the leaf cannot be made");
            return new Outcome(nothing, new StepResult.Withheld(String.valueOf(e.getMessage())));
        }
    }

    private static Duration dwell(Ground ground) {
        var isOurs = ground.scene().issuerOf(ground.scene().serving().stored()).isPresent();
        return isOurs
                ? ground.timing().waits().trust()
                : ground.timing().waits().adoption();
    }

    private static Map<String, String> annotations(Task.Issue issue, Ground ground) {
        return issue.occasion().isPresent()
                ? Map.of(Custody.ANSWERED, ground.policy().rotate())
                : Map.of();
    }

    private static WriteSecret storing(
            ObjectKey target, Custody custody, SecretContent data, Map<String, String> annotations, String why) {
        return custody.serving()
                .map(seen -> WriteSecret.update(seen, data, new TreeSet<>(), annotations, why))
                .orElseGet(() -> WriteSecret.create(target, SecretRule.TLS_TYPE, data, annotations, Map.of(), why));
    }

    private Outcome make(Task.MakeAuthorities task, Ground ground) {
        var custody = ground.custody();
        var why = "authorities are made before anybody depends on them";
        var target = keeping(custody);
        try {
            var made = signing.authorities(
                    task.generations(),
                    custody.series(),
                    custody.subtrees(),
                    ground.policy().key());
            var content = AuthoritySecret.entries(made);
            made.stream().map(Authority::key).forEach(key -> key.destroy());
            var step = custody.keeping()
                    .map(seen -> WriteSecret.update(seen, content, new TreeSet<>(), Map.of(), why))
                    .orElseGet(() ->
                            WriteSecret.create(target, AuthoritySecret.TYPE, content, whose(custody), Map.of(), why));
            return written(step);
        } catch (CannotIssueException e) {
            var nothing =
                    WriteSecret.create(target, AuthoritySecret.TYPE, SecretContent.EMPTY, Map.of(), Map.of(), why);
            return new Outcome(nothing, new StepResult.Withheld(String.valueOf(e.getMessage())));
        }
    }

    private Outcome forget(Task.Forget task, Ground ground) {
        var remove = new TreeSet<String>();
        task.keys().forEach(number -> remove.add(AuthoritySecret.key(number)));
        task.certificates().forEach(number -> remove.add(AuthoritySecret.certificate(number)));
        task.certificates().stream()
                .filter(number ->
                        ground.custody().authorities().authority(number).isPresent())
                .forEach(number -> remove.add(AuthoritySecret.key(number)));
        var seen = ground.custody().keeping().orElseThrow();
        return written(WriteSecret.update(
                seen, SecretContent.EMPTY, remove, Map.of(), "keys that sign no more are destroyed"));
    }

    private Outcome restart(Task.RestartOwner task, Ground ground) {
        var leaf = ground.scene().serving().stored().getFirst();
        return written(new RestartWorkload(
                task.restart().workload(),
                task.restart().uid(),
                task.restart().resourceVersion(),
                leaf.getSerialNumber().toString(16),
                "its Pods go on serving a former leaf"));
    }

    private ObjectKey keeping(Custody custody) {
        return ObjectKey.live("v1", "Secret", operatorNamespace, Series.secretName(custody.series()));
    }

    /** For people who wonder what this Secret is. */
    private static Map<String, String> whose(Custody custody) {
        return Map.of("webhook-isolation.io/serving-secret", namespace(custody) + "/" + custody.secretName());
    }

    private static String namespace(Custody custody) {
        return custody.mounts().getFirst().service().namespace();
    }

    private Outcome written(CertificateStep step) {
        return new Outcome(step, write.apply(step));
    }
}
