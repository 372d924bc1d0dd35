package io.webhookisolation.certify;

import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.Service;
import java.util.Optional;
import java.util.stream.Stream;

/** Who asked by annotation that nothing of a Service or of its serving Secret is written; of a call site only its bundle is not. */
final class KeptAway {

    private KeptAway() {}

    /** One clause for people; empty if nobody did. One Service keeps us away from all that are served from its Secret. */
    static Optional<String> from(Custody custody) {
        return Stream.concat(
                        custody.mounts().stream().flatMap(mount -> from(mount).stream()),
                        custody.serving().flatMap(KeptAway::from).stream())
                .findFirst();
    }

    /** Of its Service alone. */
    static Optional<String> from(Mount mount) {
        return mount.verdict()
                .service()
                .map(Service::ignored)
                .filter(reason -> !reason.isEmpty())
                .map(reason -> told("Service " + mount.service().name(), reason));
    }

    private static Optional<String> from(SeenSecret secret) {
        return Optional.ofNullable(secret.annotations().get(Service.IGNORE))
                .map(reason -> told("Secret " + secret.key().name(), reason));
    }

    private static String told(String object, String reason) {
        return object + " is annotated " + Service.IGNORE + (reason.isBlank() ? "" : " (" + reason + ")")
                + ", so nothing of it is written, renewals included";
    }
}
