package io.webhookisolation.pki;

import io.webhookisolation.model.TrustBundle;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * What a webhook's Pods mount: {@code tls.crt}, {@code tls.key} and {@code ca.crt}.
 *
 * @param chain leaf first; the key belongs to the leaf
 * @param bundle empty if there is no {@code ca.crt}
 */
public record ServingSecret(List<X509Certificate> chain, SigningKey key, TrustBundle bundle) {

    public static final String CHAIN = "tls.crt";
    public static final String KEY = "tls.key";
    public static final String BUNDLE = "ca.crt";

    public ServingSecret {
        chain = List.copyOf(chain);
    }

    /** Reads what anyone wrote, and takes the bundle as it is. */
    public static ServingSecret read(Map<String, byte[]> data) throws UnreadableSecretException {
        var entries = new SecretEntries(data);
        var chain = entries.certificates(CHAIN);
        var key = entries.privateKey(KEY);
        if (!key.belongsTo(chain.getFirst())) {
            throw new UnreadableSecretException(KEY, "does not belong to the first certificate of " + CHAIN);
        }
        var bundle = data.get(BUNDLE);
        return new ServingSecret(chain, key, bundle == null ? TrustBundle.EMPTY : new TrustBundle(bundle));
    }

    /** The entries to write, with the private key in one of them. */
    public Map<String, byte[]> toEntries() {
        return Map.of(CHAIN, Pem.certificates(chain), KEY, key.toPem(), BUNDLE, bundle.bytes());
    }
}
