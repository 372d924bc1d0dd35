package io.webhookisolation.deploy;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What rules of a role grant, as {@code verb group/resource}; how a role groups them means nothing. */
public final class Rights {

    private Rights() {}

    public static SortedSet<String> of(List<PolicyRule> rules) {
        var rights = new TreeSet<String>();
        for (var rule : rules) {
            var names = rule.getResourceNames().isEmpty() ? "" : " " + String.join(",", rule.getResourceNames());
            for (var group : rule.getApiGroups()) {
                for (var resource : rule.getResources()) {
                    rule.getVerbs().forEach(verb -> rights.add(verb + " " + group + "/" + resource + names));
                }
            }
        }
        return rights;
    }
}
