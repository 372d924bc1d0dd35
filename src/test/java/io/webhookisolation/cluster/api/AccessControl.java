package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Who may do what: everybody everything, but for what a test denies to everybody but the administrator. */
public final class AccessControl {

    public static final String ADMIN = "admin";

    private static final String REVIEWS = "authorization.k8s.io";

    private static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    /**
     * What is asked for.
     *
     * @param user empty: everybody
     * @param resource plural, with {@code /subresource} if there is one
     */
    private record Denial(String user, String verb, String group, String resource) {}

    private final Set<Denial> denials = ConcurrentHashMap.newKeySet();

    /**
     * From now on every such request is answered with 403.
     *
     * @param resource plural with {@code /subresource} if there is one: {@code services}, {@code deployments/status}
     */
    public void deny(String verb, String group, String resource) {
        deny("", verb, group, resource);
    }

    /** As {@link #deny(String, String, String)}, for one user. */
    public void deny(String user, String verb, String group, String resource) {
        denials.add(new Denial(user, verb, group, resource));
    }

    public void allow(String verb, String group, String resource) {
        allow("", verb, group, resource);
    }

    public void allow(String user, String verb, String group, String resource) {
        denials.remove(new Denial(user, verb, group, resource));
    }

    boolean allows(String user, String verb, String group, String resource) {
        return user.equals(ADMIN)
                || Stream.of("", user).noneMatch(who -> denials.contains(new Denial(who, verb, group, resource)));
    }

    /** @throws ApiError 403 in the words of the RBAC authorizer */
    void check(String user, String verb, Target target) {
        var type = target.type();
        var resource = resource(target);
        if (allows(user, verb, type.group(), resource)) {
            return;
        }
        var name = target.name().isEmpty() ? "" : " \"" + target.name() + "\"";
        var where = type.namespaced() && !target.namespace().isEmpty()
                ? "in the namespace \"" + target.namespace() + "\""
                : "at the cluster scope";
        throw forbidden(type.qualifiedName() + name, user, verb, resource, type.group(), where);
    }

    /** @throws ApiError 403 if this user may not ask what it may do */
    void checkReview(String user, String resource) {
        if (!allows(user, "create", REVIEWS, resource)) {
            var object = resource + "." + REVIEWS;
            throw forbidden(object, user, "create", resource, REVIEWS, "at the cluster scope");
        }
    }

    private static ApiError forbidden(
            String object, String user, String verb, String resource, String group, String where) {
        return ApiError.forbidden(object + " is forbidden: User \"" + user + "\" cannot " + verb + " resource \""
                + resource + "\" in API group \"" + group + "\" " + where);
    }

    static String resource(Target target) {
        return target.subresource().isEmpty()
                ? target.type().plural()
                : target.type().plural() + "/" + target.subresource();
    }

    /** Fills in the status of a SelfSubjectAccessReview. */
    ObjectNode review(String user, ObjectNode review) {
        var asked = review.path("spec").path("resourceAttributes");
        var subresource = asked.path("subresource").asText("");
        var resource = asked.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource);
        var allowed =
                allows(user, asked.path("verb").asText(), asked.path("group").asText(""), resource);
        review.putObject("status").put("allowed", allowed);
        return review;
    }

    /** Fills in the status of a SelfSubjectRulesReview: a rule for each verb on each resource that is not denied. */
    ObjectNode rules(String user, ObjectNode review, Iterable<ResourceType> types) {
        var status = review.putObject("status").put("incomplete", false);
        status.putArray("nonResourceRules");
        var rules = status.putArray("resourceRules");
        for (var type : types) {
            var rule = rules.addObject();
            rule.putArray("apiGroups").add(type.group());
            rule.putArray("resources").add(type.plural());
            var verbs = rule.putArray("verbs");
            VERBS.stream()
                    .filter(verb -> allows(user, verb, type.group(), type.plural()))
                    .forEach(verbs::add);
        }
        return review;
    }
}
