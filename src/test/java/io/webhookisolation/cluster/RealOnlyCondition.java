package io.webhookisolation.cluster;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Lets what is marked {@link RealOnly} run on the real plane only. */
final class RealOnlyCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var mark = AnnotationSupport.findAnnotation(context.getElement(), RealOnly.class);
        return mark.isEmpty() || ControlPlaneExtension.isReal()
                ? ConditionEvaluationResult.enabled("runs here")
                : ConditionEvaluationResult.disabled(
                        "not on the embedded control plane: " + mark.get().because());
    }
}
