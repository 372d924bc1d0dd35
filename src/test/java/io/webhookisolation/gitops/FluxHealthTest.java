package io.webhookisolation.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code healthCheckExprs}: what Flux waits for, what it gives up on, and that it agrees with {@code health.lua}. */
class FluxHealthTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonNode EXPRESSIONS = Shipped.one(
                    Shipped.FLUX.resolve("operator.yaml"), "Kustomization", "webhook-isolation-policies")
            .at("/spec/healthCheckExprs/0");

    /** Of a health check in Argo CD; Flux has no word for a policy that waits because it was told to. */
    private static final Map<String, String> WORDS =
            Map.of("Healthy", "Current", "Suspended", "Current", "Progressing", "InProgress", "Degraded", "Failed");

    private final Cel cel = CelFactory.plannerCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("metadata", SimpleType.DYN)
            .addVar("spec", SimpleType.DYN)
            .addVar("status", SimpleType.DYN)
            .build();

    static List<JsonNode> tests() {
        return ArgoCdHealthTest.tests();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void flux_says_the_same_as_argo_cd(JsonNode test) throws CelValidationException {
        // given
        var policy =
                Shipped.document(Shipped.ARGO_CD.resolve(test.path("inputPath").asText()));

        // when
        var health = health(policy);

        // then
        assertThat(health).isEqualTo(WORDS.get(test.at("/healthStatus/status").asText()));
    }

    @Test
    void they_are_about_our_policies() {
        assertThat(EXPRESSIONS.path("apiVersion").asText()).isEqualTo("webhook-isolation.io/v1alpha1");
        assertThat(EXPRESSIONS.path("kind").asText()).isEqualTo("WebhookIsolationPolicy");
    }

    /** In the order of Flux (RFC 9); a policy that an expression cannot be asked of is waited for. */
    private String health(JsonNode policy) throws CelValidationException {
        var observed = policy.at("/status/observedGeneration");
        if (!observed.isMissingNode() && !observed.equals(policy.at("/metadata/generation"))) {
            return "InProgress";
        }
        var order = new LinkedHashMap<String, String>();
        order.put("inProgress", "InProgress");
        order.put("failed", "Failed");
        order.put("current", "Current");
        try {
            for (var step : order.entrySet()) {
                if (holds(EXPRESSIONS.path(step.getKey()).asText(), policy)) {
                    return step.getValue();
                }
            }
        } catch (CelEvaluationException e) {
            assertThat(policy.has("status")).as(e.getMessage()).isFalse();
        }
        return "InProgress";
    }

    private boolean holds(String expression, JsonNode policy) throws CelValidationException, CelEvaluationException {
        var fields = JSON.convertValue(policy, new TypeReference<Map<String, Object>>() {});
        return (boolean) cel.createProgram(cel.compile(expression).getAst()).eval(fields);
    }
}
