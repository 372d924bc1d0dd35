package io.webhookisolation.cluster.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a webhook says: it admits everything or nothing, and converts by changing the version only. */
record Reviews(boolean allowed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Body of the answer to this body of a request. */
    byte[] answer(String request) throws IOException {
        var review = request.isEmpty() ? JSON.createObjectNode() : JSON.readTree(request);
        return answer(review).toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode answer(JsonNode review) {
        return review.path("kind").asText().equals("ConversionReview") ? convert(review) : admit(review);
    }

    private ObjectNode admit(JsonNode review) {
        var answer = JSON.createObjectNode().put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/v1");
        answer.putObject("response").put("uid", uid(review)).put("allowed", allowed);
        return answer;
    }

    private static ObjectNode convert(JsonNode review) {
        var answer =
                JSON.createObjectNode().put("kind", "ConversionReview").put("apiVersion", "apiextensions.k8s.io/v1");
        var response = answer.putObject("response").put("uid", uid(review));
        var converted = response.putArray("convertedObjects");
        var version = review.path("request").path("desiredAPIVersion").asText();
        for (var object : review.path("request").path("objects")) {
            converted.add(((ObjectNode) object.deepCopy()).put("apiVersion", version));
        }
        response.putObject("result").put("status", "Success");
        return answer;
    }

    private static String uid(JsonNode review) {
        return review.path("request").path("uid").asText();
    }
}
