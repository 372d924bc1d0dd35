package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.api.ManagedFields.Writer;
import io.webhookisolation.cluster.api.ResourceType.Trait;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The write verbs on stored objects, with the API server's rules; the caller holds the lock. */
final class ResourceStorage {

    private final ObjectStore store;
    private final ResourceTypes types;
    private final InstantSource clock;
    private final Identities identities;
    private final Defaults defaults = new Defaults();
    private final Deletion deletion;
    private Admission admission = Admission.NONE;

    ResourceStorage(ObjectStore store, ResourceTypes types, InstantSource clock, Identities identities) {
        this.identities = identities;
        this.store = store;
        this.types = types;
        this.clock = clock;
        this.deletion = new Deletion(store, clock);
    }

    void admission(Admission newAdmission) {
        this.admission = newAdmission;
    }

    ObjectNode create(Target target, ObjectNode sent, WriteOptions options) {
        var writer = Writer.update(options.manager(), target.type().apiVersion(), "");
        var object = prepareCreate(target, sent);
        own(target.type(), writer, object, object);
        return persistNew(target.type(), object, options);
    }

    /** By PUT: {@code sent} is the whole object. */
    ObjectNode update(Target target, ObjectNode sent, WriteOptions options) {
        var type = target.type();
        var live = existing(target);
        if (type.is(Trait.UPDATE_GUARDED)
                && Json.text(sent.path("metadata"), "resourceVersion").isEmpty()) {
            throw ApiError.invalid(
                    type,
                    target.name(),
                    "metadata.resourceVersion",
                    "Invalid value: 0: must be specified for an update");
        }
        return replace(target, live, sent, options);
    }

    /** By merge or JSON patch, which answer with the whole object as it should be. */
    ObjectNode patch(Target target, UnaryOperator<ObjectNode> patch, WriteOptions options) {
        var live = existing(target);
        var patched = patch.apply(live);
        checkVersion(target, live, patched);
        Immutables.checkUid(target.type(), live, patched);
        return replace(target, live, patched, options);
    }

    ObjectNode apply(Target target, ObjectNode configuration, WriteOptions options) {
        var type = target.type();
        var writer = Writer.apply(options.manager(), type.apiVersion(), target.subresource());
        var found = store.get(type, target.namespace(), target.name());
        if (found.isEmpty() && target.subresource().isEmpty()) {
            var object = prepareCreate(target, configuration);
            // Who applies owns what he states, not what is filled in for him.
            own(type, writer, object, relevantTo(target, configuration));
            return persistNew(type, object, options);
        }
        var live = existing(target);
        checkPreconditions(target, live, configuration);
        var relevant = relevantTo(target, configuration);
        var merged =
                new ServerSideApply(type.merging(), writer, options.force(), clock.instant()).apply(live, relevant);
        var next = within(target, live, merged);
        // What this writer owns follows from what it applied; the rest of the write is like any other.
        ManagedFields.of(merged).writeInto(next);
        return persist(target, live, next, options);
    }

    ObjectNode delete(Target target, DeleteOptions options) {
        var type = target.type();
        var live = existing(target);
        options.check(type, live);
        review("DELETE", type, live);
        return options.dryRun() ? live : deletion.delete(type, live, options);
    }

    private ObjectNode replace(Target target, ObjectNode live, ObjectNode proposed, WriteOptions options) {
        var type = target.type();
        checkPreconditions(target, live, proposed);
        var next = within(target, live, proposed);
        var writer = Writer.update(options.manager(), type.apiVersion(), target.subresource());
        ManagedFields.sent(live, proposed)
                .updated(writer, Fields.of(live, type.merging()), Fields.of(next, type.merging()), clock.instant())
                .writeInto(next);
        return persist(target, live, next, options);
    }

    private void own(ResourceType type, Writer writer, ObjectNode object, ObjectNode owned) {
        new ManagedFields(List.of())
                .updated(writer, Map.of(), Fields.of(owned, type.merging()), clock.instant())
                .writeInto(object);
    }

    private ObjectNode persistNew(ResourceType type, ObjectNode object, WriteOptions options) {
        review("CREATE", type, object);
        return options.dryRun() ? object : store.put(type, object);
    }

    private ObjectNode persist(Target target, ObjectNode live, ObjectNode next, WriteOptions options) {
        var type = target.type();
        if (next.equals(live)) {
            return live;
        }
        if (target.subresource().isEmpty()) {
            review("UPDATE", type, next);
        }
        if (options.dryRun()) {
            return next;
        }
        if (deletion.isComplete(type, next)) {
            return store.remove(type, next);
        }
        return store.put(type, next);
    }

    private ObjectNode prepareCreate(Target target, ObjectNode sent) {
        var type = target.type();
        var object = sent.deepCopy();
        var metadata = Json.metadata(object);
        name(target, metadata);
        var name = metadata.path("name").asText();
        requireNamespace(target);
        if (store.get(type, target.namespace(), name).isPresent()) {
            throw ApiError.alreadyExists(type, name);
        }
        SystemMetadata.start(type, metadata, identities.uid(type, target.namespace(), name), clock.instant());
        if (type.is(Trait.STATUS)) {
            object.remove("status");
        }
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        defaults.apply(type, object);
        Validation.check(type, object);
        return object;
    }

    private void name(Target target, ObjectNode metadata) {
        var type = target.type();
        if (!target.name().isEmpty()) {
            metadata.put("name", target.name());
        }
        if (Json.text(metadata, "name").isEmpty()) {
            var prefix = Json.text(metadata, "generateName")
                    .orElseThrow(() -> ApiError.invalid(
                            type, "", "metadata.name", "Required value: name or generateName is required"));
            metadata.put("name", prefix + identities.suffix(type, target.namespace(), prefix));
        }
        if (type.namespaced()) {
            var stated = Json.text(metadata, "namespace").orElse(target.namespace());
            if (target.namespace().isEmpty() || !stated.equals(target.namespace())) {
                throw ApiError.badRequest(
                        "the namespace of the provided object does not match the namespace sent on the" + " request");
            }
            metadata.put("namespace", target.namespace());
        } else {
            metadata.remove("namespace");
        }
    }

    private void requireNamespace(Target target) {
        if (!target.type().namespaced()) {
            return;
        }
        var namespaces = types.find("", "v1", "namespaces").orElseThrow();
        var namespace = store.get(namespaces, "", target.namespace())
                .orElseThrow(() -> ApiError.notFound(namespaces, target.namespace()));
        if (namespace.path("metadata").has("deletionTimestamp")) {
            throw ApiError.forbidden("unable to create new content in namespace " + target.namespace()
                    + " because it is being terminated");
        }
    }

    /** The parts of {@code proposed} that a write to this target may change, over those of {@code live} that it may not. */
    private ObjectNode within(Target target, ObjectNode live, ObjectNode proposed) {
        var type = target.type();
        var next = proposed.deepCopy();
        if (target.subresource().equals("status")) {
            next = live.deepCopy();
            Json.set(next, "status", Json.member(proposed, "status"));
        } else if (type.is(Trait.STATUS)) {
            Json.set(next, "status", Json.member(live, "status"));
        }
        SystemMetadata.carryOver(type, live, next);
        defaults.apply(type, next);
        SystemMetadata.count(type, live, next);
        Immutables.check(type, live, next);
        Validation.checkFrozen(type, live, next);
        Validation.check(type, next);
        return next;
    }

    private static ObjectNode relevantTo(Target target, ObjectNode configuration) {
        var relevant = configuration.deepCopy();
        if (target.subresource().equals("status")) {
            relevant = Json.object();
            Json.set(relevant, "status", Json.member(configuration, "status"));
        } else if (target.type().is(Trait.STATUS)) {
            relevant.remove("status");
        }
        return relevant;
    }

    private static void checkPreconditions(Target target, JsonNode live, JsonNode proposed) {
        var is = live.path("metadata");
        var wanted = proposed.path("metadata");
        var uid = Json.text(wanted, "uid")
                .filter(value -> !value.equals(is.path("uid").asText()));
        if (uid.isPresent()) {
            throw ApiError.precondition(
                    target.type(),
                    target.name(),
                    "UID",
                    uid.get(),
                    is.path("uid").asText());
        }
        checkVersion(target, live, proposed);
    }

    private static void checkVersion(Target target, JsonNode live, JsonNode proposed) {
        var is = live.path("metadata");
        var wanted = proposed.path("metadata");
        if (Json.text(wanted, "resourceVersion")
                .filter(value -> !value.equals(is.path("resourceVersion").asText()))
                .isPresent()) {
            throw ApiError.modified(target.type(), target.name());
        }
    }

    private void review(String operation, ResourceType type, ObjectNode object) {
        Optional<Admission.Refusal> refusal = admission.review(operation, type, object);
        if (refusal.isPresent()) {
            throw ApiError.of(
                    refusal.get().code(), refusal.get().reason(), refusal.get().message());
        }
    }

    private ObjectNode existing(Target target) {
        return store.get(target.type(), target.namespace(), target.name())
                .orElseThrow(() -> ApiError.notFound(target.type(), target.name()));
    }
}
