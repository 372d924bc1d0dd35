package io.webhookisolation.cluster.real;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Disables what needs the real control plane where its programs are not here: a class for it only, and with
 * {@code -Dplane=real} one for every control plane.
 */
public final class RealPlaneCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var wanted = context.getTags().contains(OnRealPlane.TAG) || "real".equals(System.getProperty("plane"));
        return wanted && PlaneBinaries.find().isEmpty()
                ? ConditionEvaluationResult.disabled(PlaneBinaries.missing())
                : ConditionEvaluationResult.enabled(wanted ? "the control plane is here" : "any control plane will do");
    }
}
