package io.webhookisolation.app;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.webhookisolation.deploy.Base;
import io.webhookisolation.deploy.Rights;
import io.webhookisolation.scenario.OperatorAccount;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One verb on one resource that {@code deploy/kustomize} grants to the operator.
 *
 * @param resource plural, with the subresource after a slash where there is one
 */
public record Right(String verb, String group, String resource) {

    private static final Set<String> READ_BEFORE_A_WRITE =
            Set.of("ingresses", "httproutes", "servicemonitors", "certificates");

    /** All that {@code base} grants. */
    public static Stream<Right> all() {
        var base = Base.read();
        var rules = Stream.of("webhook-isolation-audit", "webhook-isolation-report", "webhook-isolation-narrow")
                .flatMap(role -> base.one(ClusterRole.class, role).getRules().stream());
        var ofLease = base.one(Role.class, "webhook-isolation-lease").getRules().stream();
        return Rights.of(Stream.concat(rules, ofLease).toList()).stream().map(Right::parse);
    }

    /** What {@code components/rotate} grants besides. */
    public static Stream<Right> ofRotation() {
        var component = Base.component("rotate");
        var rules = component.all(ClusterRole.class).stream().flatMap(role -> role.getRules().stream());
        return Rights.of(rules.toList()).stream().map(Right::parse);
    }

    private static Right parse(String text) {
        var words = text.split(" ", 3);
        var slash = words[1].indexOf('/');
        return new Right(words[0], words[1].substring(0, slash), words[1].substring(slash + 1));
    }

    public void denyTo(OperatorAccount account) {
        account.deny(verb, group, resource);
    }

    public void allowTo(OperatorAccount account) {
        account.allow(verb, group, resource);
    }

    /** Nothing may depend on Events. */
    boolean isOfEvents() {
        return resource.equals("events");
    }

    /** Without it nobody leads. */
    boolean isOfLease() {
        return resource.equals("leases");
    }

    /** Without it no Service may be written. */
    boolean isForTheService() {
        return !isOfLease() && !isOfEvents() && !resource.equals("selfsubjectaccessreviews");
    }

    /** What is read live when a repair is at hand; until then nobody knows. */
    boolean isForTheMomentOfAWrite() {
        return READ_BEFORE_A_WRITE.contains(resource);
    }

    /** Whoever has just read it may still write. */
    boolean isReadWithEachLook() {
        return resource.equals("certificates");
    }

    /** Whether there is a status to tell it in: one that was read, may be written, and is written by a leader. */
    boolean isToldInAStatusAtTheStart() {
        return !isOfLease()
                && !isOfEvents()
                && !isOfStatus()
                && !toString().startsWith("list webhookisolationpolicies.");
    }

    boolean isToldInAStatusWhileItRuns() {
        return !isOfLease() && !isOfEvents() && !isOfStatus();
    }

    private boolean isOfStatus() {
        return resource.endsWith("/status");
    }

    /** As the operator names it: {@code list endpointslices.discovery.k8s.io}. */
    @Override
    public String toString() {
        return verb + " " + (group.isEmpty() ? resource : resource.replaceFirst("(?=/|$)", "." + group));
    }
}
