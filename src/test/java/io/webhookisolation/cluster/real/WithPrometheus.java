package io.webhookisolation.cluster.real;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks a test class that runs Prometheus or promtool; where they are not here it is skipped, and the build names it at its end. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithPrometheus.Condition.class)
public @interface WithPrometheus {

    /** Whether Prometheus is here. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return PrometheusBinaries.find().isEmpty()
                    ? ConditionEvaluationResult.disabled(PrometheusBinaries.missing())
                    : ConditionEvaluationResult.enabled("Prometheus is here");
        }
    }
}
