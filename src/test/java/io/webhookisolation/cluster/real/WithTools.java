package io.webhookisolation.cluster.real;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks a test class that runs kubectl and Helm; where they are not here it is skipped, and the build names it at its end. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithTools.Condition.class)
public @interface WithTools {

    /** Whether the tools are here. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ToolBinaries.find().isEmpty()
                    ? ConditionEvaluationResult.disabled(ToolBinaries.missing())
                    : ConditionEvaluationResult.enabled("the tools are here");
        }
    }
}
