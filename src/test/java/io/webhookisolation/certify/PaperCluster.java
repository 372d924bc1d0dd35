package io.webhookisolation.certify;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.CertificateStep;
import io.webhookisolation.model.CertificateStep.RestartWorkload;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.CertificateStep.WriteSecret;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LiveCallSites;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.model.TrustBundle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A cluster on paper: what a rotation reads of it, and what its writes leave there. */
final class PaperCluster implements Readings {

    private final Map<ObjectKey, SeenSecret> secrets = new LinkedHashMap<>();
    private final Map<ObjectKey, LiveCallSites> objects = new LinkedHashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private int version = 1;

    /** All that was asked to be written, whatever the answer. */
    final List<CertificateStep> asked = new ArrayList<>();

    String namespaceUid = Made.NAMESPACE_UID;
    Function<CertificateStep, StepResult> answer = step -> new StepResult.Done("", "");

    /** What is there already stays as it is. */
    PaperCluster holding(Collection<CallSite> callSites) {
        callSites.stream().map(CallSite::configuration).distinct().forEach(object -> {
            var sites = callSites.stream()
                    .filter(site -> site.configuration().equals(object))
                    .toList();
            objects.putIfAbsent(object, new LiveCallSites(sites.getFirst().kind(), object, "uid", "1", sites));
        });
        return this;
    }

    PaperCluster secret(SeenSecret secret) {
        secrets.put(secret.key(), secret);
        return this;
    }

    void remove(SeenSecret secret) {
        secrets.remove(secret.key());
    }

    /** A Secret's name, {@code Namespace}, or the name of an object with call sites. */
    PaperCluster hides(String name) {
        unreadable.add(name);
        return this;
    }

    /** Somebody else writes this bundle. */
    void overwrite(CallSite site, TrustBundle bundle) {
        objects.computeIfPresent(
                site.configuration(),
                (key, before) -> with(
                        before,
                        before.callSites().stream()
                                .map(entry -> entry.entry().equals(site.entry()) ? with(entry, bundle) : entry)
                                .toList()));
    }

    StepResult write(CertificateStep step) {
        asked.add(step);
        var result = answer.apply(step);
        if (result instanceof StepResult.Done) {
            switch (step) {
                case WriteSecret secret -> secret(after(secret));
                case WriteBundles bundles ->
                    bundles.entries()
                            .forEach(entry ->
                                    overwrite(live(bundles.object()).callSites().get(entry.index()), entry.after()));
                case RestartWorkload restart -> {}
            }
        }
        return result;
    }

    LiveCallSites live(ObjectKey object) {
        return Objects.requireNonNull(objects.get(object), object::toString);
    }

    List<ObjectKey> written() {
        return asked.stream().map(CertificateStep::object).toList();
    }

    TrustBundle bundle(CallSite site) {
        return live(site.configuration()).callSites().stream()
                .filter(entry -> entry.entry().equals(site.entry()))
                .findFirst()
                .orElseThrow()
                .bundle();
    }

    @Override
    public Optional<SeenSecret> secret(String namespace, String name) throws UnseenException {
        show("Secret", name);
        return Optional.ofNullable(secrets.get(ObjectKey.live("v1", "Secret", namespace, name)));
    }

    @Override
    public Optional<LiveCallSites> callSites(CallSiteKind kind, String name) throws UnseenException {
        show(kind.name(), name);
        return objects.values().stream()
                .filter(object ->
                        object.kind() == kind && object.object().name().equals(name))
                .findFirst();
    }

    @Override
    public String namespaceUid(String namespace) throws UnseenException {
        show("Namespace", "Namespace");
        return namespaceUid;
    }

    @Override
    public List<CallSite> callSitesByUrl() {
        return List.of();
    }

    private void show(String kind, String name) throws UnseenException {
        if (unreadable.contains(name)) {
            throw new UnseenException(new Gap(kind, true, "may not get " + name));
        }
    }

    private SeenSecret after(WriteSecret step) {
        var before = Optional.ofNullable(secrets.get(step.object()));
        var data = new TreeMap<>(
                before.map(SeenSecret::data).orElse(SecretContent.EMPTY).entries());
        data.keySet().removeAll(step.remove());
        data.putAll(step.data().entries());
        var annotations = new TreeMap<>(before.map(SeenSecret::annotations).orElse(new TreeMap<>()));
        annotations.putAll(step.annotations());
        return new SeenSecret(
                step.object(),
                "uid",
                String.valueOf(++version),
                step.type(),
                false,
                new TreeMap<>(),
                annotations,
                List.of(),
                new TreeSet<>(),
                new SecretContent(data));
    }

    private LiveCallSites with(LiveCallSites before, List<CallSite> sites) {
        return new LiveCallSites(before.kind(), before.object(), before.uid(), String.valueOf(++version), sites);
    }

    static CallSite with(CallSite site, TrustBundle bundle) {
        return new CallSite(
                site.kind(),
                site.configuration(),
                site.entry(),
                site.provenance(),
                site.service(),
                site.url(),
                site.port(),
                site.path(),
                bundle,
                site.insecureSkipTlsVerify(),
                site.failurePolicy(),
                site.ignored(),
                site.control());
    }
}
