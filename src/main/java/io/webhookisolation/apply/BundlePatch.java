package io.webhookisolation.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.CertificateStep.EntryBundle;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.TrustBundle;
import java.util.Base64;
import java.util.List;

/**
 * The body that gives call sites their next bundles. Another writer may have put an entry before ours, so all that makes
 * an entry the one that was decided on is tested at its index: its name, the Service that it names and the former bytes.
 */
final class BundlePatch {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String BUNDLE = "caBundle";

    private BundlePatch() {}

    static String of(WriteBundles step, List<EntryBundle> changes) {
        var patch = new GuardedJsonPatch(step.uid(), step.resourceVersion());
        changes.forEach(change -> write(patch, step.kind(), change));
        return patch.toString();
    }

    private static void write(GuardedJsonPatch patch, CallSiteKind kind, EntryBundle change) {
        if (kind.hasEntries()) {
            patch.expect("/webhooks/" + change.index() + "/name", JSON.textNode(change.name()));
        }
        var client = client(kind, change.index());
        patch.expect(
                client + "/service/namespace", JSON.textNode(change.service().namespace()));
        patch.expect(client + "/service/name", JSON.textNode(change.service().name()));
        patch.expect(GuardedJsonPatch.path(client, BUNDLE), written(change.before()));
        patch.add(client, BUNDLE, written(change.after()));
    }

    private static String client(CallSiteKind kind, int index) {
        return switch (kind) {
            case VALIDATING_WEBHOOK, MUTATING_WEBHOOK -> "/webhooks/" + index + "/clientConfig";
            case CONVERSION_WEBHOOK -> "/spec/conversion/webhook/clientConfig";
            case API_SERVICE -> "/spec";
        };
    }

    /** An empty bundle is left out, and what is not there equals {@code null} (the API server's library of RFC 6902). */
    private static JsonNode written(TrustBundle bundle) {
        return bundle.isEmpty()
                ? JSON.nullNode()
                : JSON.textNode(Base64.getEncoder().encodeToString(bundle.bytes()));
    }
}
