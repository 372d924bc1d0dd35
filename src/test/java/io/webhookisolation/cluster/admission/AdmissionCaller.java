package io.webhookisolation.cluster.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.api.Admission;
import io.webhookisolation.cluster.api.ResourceType;
import io.webhookisolation.cluster.controller.ClusterState;
import io.webhookisolation.cluster.pod.PodNetwork;
import io.webhookisolation.model.TrustBundle;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Calls the webhooks that a write concerns, mutating ones first; each call draws an endpoint and dials anew.
 *
 * <p>Webhooks are asked, never obeyed: what a mutating one would change is left as it is.
 */
public final class AdmissionCaller implements Admission {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/";

    private final ClusterState state;
    private final EndpointResolver endpoints;
    private final WebhookClient client;

    /** The seed decides which endpoints are drawn. */
    public AdmissionCaller(ClusterState state, PodNetwork network, InstantSource clock, long seed) {
        this.state = state;
        this.endpoints = new EndpointResolver(state, seed);
        this.client = new WebhookClient(network, clock);
    }

    @Override
    public Optional<Refusal> review(String operation, ResourceType type, ObjectNode object) {
        // The API server never asks webhooks about webhook configurations, or nobody could repair them.
        if (type.group().equals("admissionregistration.k8s.io")) {
            return Optional.empty();
        }
        var namespace = object.path("metadata").path("namespace").asText();
        var namespaceLabels =
                state.read("/api/v1/namespaces/" + namespace).path("metadata").path("labels");
        return entries()
                .filter(entry -> EntryMatch.matches(entry, operation, type, object, namespaceLabels))
                .flatMap(entry -> refusal(call(entry), object).stream())
                .findFirst();
    }

    /** One call of one entry, whether or not it concerns anything; kinds are the plurals of the configurations. */
    public CallResult call(String configurations, String configuration, String entryName) {
        var entry = items(state.read(CONFIGURATIONS + configurations + "/" + configuration)
                        .path("webhooks"))
                .filter(candidate -> candidate.path("name").asText().equals(entryName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        configurations + "/" + configuration + " has no entry " + entryName));
        return call(call(entry), JSON.createObjectNode());
    }

    private CallResult call(WebhookCall call, ObjectNode object) {
        try {
            return client.post(call, endpoints.resolve(call.namespace(), call.service(), call.port()), object);
        } catch (IOException failure) {
            return new CallResult.Failed("failed calling webhook \"" + call.entry()
                    + "\": failed to call webhook: Post \"" + call.url() + "\": " + failure.getMessage());
        }
    }

    private Optional<Refusal> refusal(WebhookCall call, ObjectNode object) {
        return switch (call(call, object)) {
            case CallResult.Admitted() -> Optional.empty();
            case CallResult.Denied(var message) -> Optional.of(new Refusal(400, "BadRequest", message));
            case CallResult.Failed(var message) when call.ignoreFailure() -> Optional.empty();
            case CallResult.Failed(var message) ->
                Optional.of(new Refusal(500, "InternalError", "Internal error occurred: " + message));
        };
    }

    private Stream<JsonNode> entries() {
        return Stream.of("mutatingwebhookconfigurations", "validatingwebhookconfigurations")
                .flatMap(plural -> items(state.read(CONFIGURATIONS + plural).path("items")))
                .flatMap(configuration -> items(configuration.path("webhooks")))
                .filter(entry -> entry.path("clientConfig").has("service"));
    }

    private static WebhookCall call(JsonNode entry) {
        var service = entry.path("clientConfig").path("service");
        return new WebhookCall(
                entry.path("name").asText(),
                service.path("namespace").asText(),
                service.path("name").asText(),
                service.path("port").asInt(443),
                service.path("path").asText(""),
                entry.path("timeoutSeconds").asInt(10),
                entry.path("failurePolicy").asText().equals("Ignore"),
                bundle(entry.path("clientConfig").path("caBundle").asText("")));
    }

    private static TrustBundle bundle(String base64) {
        return new TrustBundle(Base64.getDecoder().decode(base64));
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static List<String> texts(JsonNode array) {
        return items(array).map(JsonNode::asText).toList();
    }
}
