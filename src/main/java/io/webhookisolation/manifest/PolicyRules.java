package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookisolation.model.DeniedLabels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a policy in a file as the API server checks it, by the rules of the CustomResourceDefinition.
 *
 * <p>The rules stand here once more because a command that reads files has no API server to ask, and CEL is heavy; a
 * test holds both against the same examples.
 */
final class PolicyRules {

    private static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern LABEL_KEY = Pattern.compile("(" + DNS_LABEL + "(\\." + DNS_LABEL + ")*/)?" + NAME);
    private static final Pattern LABEL_VALUE = Pattern.compile("(" + NAME + ")?");
    private static final int LONGEST_LABEL_KEY = 317;

    private static final Rule.Text KEY = new Rule.Text(
            key -> key.length() <= LONGEST_LABEL_KEY && LABEL_KEY.matcher(key).matches(),
            "a label key such as app.kubernetes.io/name");
    private static final Rule.Text STABLE_KEY = new Rule.Text(
            key -> KEY.accepts().test(key) && !DeniedLabels.containsKey(key),
            "a label key that stays the same over revisions, releases, Pods and nodes");
    private static final Rule.Text VALUE = new Rule.Text(
            value -> LABEL_VALUE.matcher(value).matches(),
            "a label value: at most 63 letters, digits, '-', '_' or '.'");

    private static final Rule REQUIREMENT = new Rule.Besides(
            new Rule.Fields(
                    Map.of(
                            "key",
                            KEY,
                            "operator",
                            Rule.Text.oneOf("In", "NotIn", "Exists", "DoesNotExist"),
                            "values",
                            new Rule.Items(32, VALUE)),
                    Set.of("key", "operator")),
            PolicyRules::valuesFitOperator,
            "operators In and NotIn need values, Exists and DoesNotExist must have none");

    private static final Rule SELECTOR = new Rule.Fields(
            Map.of(
                    "matchLabels", new Rule.Entries(16, KEY, VALUE),
                    "matchExpressions", new Rule.Items(16, REQUIREMENT)),
            Set.of());

    private static final Rule SELECTORS = new Rule.Fields(
            Map.of(
                    "mode",
                    Rule.Text.oneOf("Audit", "Enforce"),
                    "minReadyEndpoints",
                    new Rule.Whole(1, 100),
                    "narrowLatent",
                    new Rule.Flag(),
                    "labelKeys",
                    new Rule.Besides(
                            new Rule.Items(16, STABLE_KEY),
                            PolicyRules::standOnce,
                            "each key must stand there only once, since the list is an order"),
                    "managedObjects",
                    Rule.Text.oneOf("Suggest", "Enforce"),
                    "workloadLabels",
                    Rule.Text.oneOf("Never", "WhenNeeded")),
            Set.of());

    private static final Rule POLICY = new Rule.Fields(
            Map.of(
                    "spec",
                    new Rule.Fields(
                            Map.of(
                                    "serviceSelector",
                                    SELECTOR,
                                    "selectors",
                                    SELECTORS,
                                    "certificates",
                                    CertificateRules.CERTIFICATES,
                                    "onDelete",
                                    Rule.Text.oneOf("Retain", "Revert"),
                                    "suspend",
                                    new Rule.Flag()),
                            Set.of())),
            Set.of("spec"));

    private PolicyRules() {}

    static void check(RawObject policy) throws ManifestProblem {
        var path = new ArrayList<Object>();
        var content = policy.json().deepCopy();
        content.retain("spec");
        var broken = POLICY.broken(content, path);
        if (broken.isPresent()) {
            throw ManifestProblem.at(
                    policy.source().file(),
                    Positions.nearest(policy.node(), path),
                    policy.kindAndName() + ": " + Positions.path(path) + ": " + broken.get());
        }
    }

    static boolean standOnce(JsonNode keys) {
        var seen = new HashSet<String>();
        return keys.valueStream().allMatch(key -> seen.add(key.asText()));
    }

    private static boolean valuesFitOperator(JsonNode requirement) {
        var operator = requirement.path("operator").asText();
        var needsValues = operator.equals("In") || operator.equals("NotIn");
        return needsValues != requirement.path("values").isEmpty();
    }
}
