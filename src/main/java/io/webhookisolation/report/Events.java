package io.webhookisolation.report;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.webhookisolation.model.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns notices into Events: one on each Service, and one per reason on the policy.
 *
 * <p>An Event's name follows from object, reason and note, all of which the API server keeps immutable (Kubernetes
 * pkg/apis/core/validation/events.go); so what happens again has the same name, and becomes a series.
 */
final class Events {

    private static final String CONTROLLER = "webhook-isolation.io/operator";
    private static final int LONGEST_NOTE = 1024;
    private static final int LONGEST_INSTANCE = 128;
    private static final int LONGEST_PREFIX = 200;
    private static final int DIGEST_BYTES = 8;

    /** RFC3339Micro of k8s.io/apimachinery: exactly six digits. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final String instance;

    Events(String instance) {
        this.instance = Sentences.shortened(instance, LONGEST_INSTANCE);
    }

    List<Event> of(HasMetadata policy, List<Notice> notices, Instant now) {
        var onPolicy = reference(policy);
        var onServices = notices.stream()
                .flatMap(notice -> notice.about().service().stream()
                        .map(service ->
                                event(notice.reason(), notice.note(), reference(service), Optional.of(onPolicy), now)));
        var byReason = notices.stream()
                .collect(Collectors.groupingBy(
                        Notice::reason, TreeMap::new, Collectors.mapping(Notice::note, Collectors.toList())));
        var onPolicies = byReason.entrySet().stream()
                .map(entry -> onPolicy(entry.getKey(), Sentences.listed(entry.getValue()), policy, now));
        return Stream.concat(onServices, onPolicies).toList();
    }

    Event onPolicy(EventReason reason, String note, HasMetadata policy, Instant now) {
        return event(reason, note, reference(policy), Optional.empty(), now);
    }

    static MicroTime time(Instant now) {
        return new MicroTime(MICROS.format(now));
    }

    private Event event(
            EventReason reason,
            String text,
            ObjectReference regarding,
            Optional<ObjectReference> related,
            Instant now) {
        var note = Sentences.shortened(text, LONGEST_NOTE);
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(regarding.getNamespace())
                .withName(name(regarding, reason, note))
                .endMetadata()
                .withEventTime(time(now))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withType(reason.kind().word())
                .withReason(reason.word())
                .withAction(reason.action().word())
                .withNote(note)
                .withRegarding(regarding)
                .withRelated(related.orElse(null))
                .build();
    }

    private static String name(ObjectReference regarding, EventReason reason, String note) {
        var identity = String.join("\n", regarding.getUid(), reason.word(), note);
        var name = regarding.getName();
        return name.substring(0, Math.min(name.length(), LONGEST_PREFIX)) + "." + digest(identity);
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static ObjectReference reference(HasMetadata object) {
        return new ObjectReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .build();
    }

    private static ObjectReference reference(Service service) {
        return new ObjectReferenceBuilder()
                .withApiVersion(service.key().apiVersion())
                .withKind(service.key().kind())
                .withNamespace(service.key().namespace())
                .withName(service.key().name())
                .withUid(service.uid())
                .build();
    }
}
