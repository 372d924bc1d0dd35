package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Secret;
import io.webhookisolation.model.SecretContent;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.Source;
import java.util.Base64;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Converts a Secret that a rotation is about, with all that it holds. */
public final class SeenSecretConversion {

    private SeenSecretConversion() {}

    /** An entry that is no base64, which no API server has, is empty. */
    public static SeenSecret toModel(Secret secret) {
        var meta = Metadata.of(secret);
        return new SeenSecret(
                meta.key(Source.CLUSTER),
                meta.uid(),
                meta.resourceVersion(),
                OrEmpty.text(secret.getType()),
                OrEmpty.flag(secret.getImmutable()),
                meta.labels().entries(),
                TrustMarks.annotations(meta),
                meta.owners(),
                writers(meta),
                content(secret));
    }

    private static SecretContent content(Secret secret) {
        var entries = new TreeMap<String, byte[]>();
        OrEmpty.map(secret.getData()).forEach((name, text) -> entries.put(name, decoded(text)));
        return new SecretContent(entries);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static SortedSet<String> writers(Metadata meta) {
        return meta.managedFields().stream()
                .filter(entry -> entry.getFieldsV1() != null
                        && entry.getFieldsV1().getAdditionalProperties().containsKey("f:data"))
                .map(ManagedFieldsEntry::getManager)
                .map(OrEmpty::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
