package io.webhookisolation.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.model.Gap;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a kind could not be read, and the Gap that this makes. */
record ReadFailure(int code, String message) {

    /** The API server says what is missing: {@code User "u" cannot list resource "pods" in API group ""}. */
    private static final Pattern REFUSED_VERB = Pattern.compile(" cannot (\\w+) resource ");

    static ReadFailure of(Throwable thrown) {
        return causes(thrown)
                .filter(KubernetesClientException.class::isInstance)
                .map(KubernetesClientException.class::cast)
                .filter(exception -> exception.getCode() > 0)
                .findFirst()
                .map(answered -> new ReadFailure(answered.getCode(), text(answered)))
                .orElseGet(() -> new ReadFailure(
                        0, text(causes(thrown).reduce((one, deeper) -> deeper).orElse(thrown))));
    }

    boolean forbidden() {
        return code == HttpURLConnection.HTTP_FORBIDDEN;
    }

    /** Whether the API server said anything at all. */
    boolean answered() {
        return code > 0;
    }

    boolean unauthorized() {
        return code == HttpURLConnection.HTTP_UNAUTHORIZED;
    }

    boolean expired() {
        return code == HttpURLConnection.HTTP_GONE;
    }

    /**
     * Names verb and resource.
     *
     * @param attempted the verb, unless the API server itself says which one it refused
     * @param namespace empty for all
     */
    Gap gap(String attempted, String kind, String resource, String namespace) {
        return new Gap(kind, forbidden(), sentence(attempted, resource, namespace));
    }

    /** {@code cannot list pods in namespace a}, with the reason unless it is a missing permission. */
    private String sentence(String attempted, String resource, String namespace) {
        var refused = REFUSED_VERB.matcher(message);
        var verb = refused.find() ? refused.group(1) : attempted;
        var what = "cannot " + verb + " " + resource + (namespace.isEmpty() ? "" : " in namespace " + namespace);
        return forbidden() ? what : what + ": " + message;
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }

    private static String text(KubernetesClientException answered) {
        return Optional.ofNullable(answered.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getMessage()))
                .filter(message -> !message.isBlank())
                .orElseGet(() -> text((Throwable) answered));
    }

    private static String text(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
