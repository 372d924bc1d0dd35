package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.LabelSelector.Operator;
import io.webhookisolation.model.LabelSelector.Requirement;
import io.webhookisolation.model.LabelSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts LabelSelectors; one that is absent selects everything. */
public final class LabelSelectorConversion {

    private static final Set<String> OPERATORS = Set.of("In", "NotIn", "Exists", "DoesNotExist");

    private LabelSelectorConversion() {}

    public static LabelSelector toModel(io.fabric8.kubernetes.api.model.@Nullable LabelSelector selector) {
        return selector == null
                ? LabelSelector.EVERYTHING
                : new LabelSelector(
                        LabelSet.of(OrEmpty.map(selector.getMatchLabels())),
                        OrEmpty.list(selector.getMatchExpressions()).stream()
                                .map(LabelSelectorConversion::requirement)
                                .toList());
    }

    /** Whether this is an operator of the API; one that is not accepts nothing. */
    public static boolean isKnown(@Nullable String operator) {
        return OPERATORS.contains(OrEmpty.text(operator));
    }

    private static Requirement requirement(LabelSelectorRequirement requirement) {
        var key = OrEmpty.text(requirement.getKey());
        var values = OrEmpty.list(requirement.getValues());
        return switch (OrEmpty.text(requirement.getOperator())) {
            case "In" -> new Requirement(key, Operator.IN, values);
            case "NotIn" -> new Requirement(key, Operator.NOT_IN, values);
            case "Exists" -> new Requirement(key, Operator.EXISTS, List.of());
            case "DoesNotExist" -> new Requirement(key, Operator.DOES_NOT_EXIST, List.of());
            // What we do not understand must not widen a policy's scope: In without values accepts nothing.
            default -> new Requirement(key, Operator.IN, List.of());
        };
    }
}
