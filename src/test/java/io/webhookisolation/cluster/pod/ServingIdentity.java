package io.webhookisolation.cluster.pod;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate and key of a mounted Secret, read anew when the Secret has changed. */
final class ServingIdentity implements WebhookServer.Identity {

    private static final char[] NO_PASSWORD = {};

    private final Supplier<Optional<Secret>> secret;
    private String resourceVersion = "";
    private Optional<SSLContext> context = Optional.empty();

    ServingIdentity(Supplier<Optional<Secret>> secret) {
        this.secret = secret;
    }

    @Override
    public synchronized SSLContext get() throws IOException, GeneralSecurityException {
        var current = secret.get().orElseThrow(() -> new IOException("the Secret is not there"));
        var version = current.getMetadata().getResourceVersion();
        if (context.isEmpty() || !version.equals(resourceVersion)) {
            context = Optional.of(load(current));
            resourceVersion = version;
        }
        return context.get();
    }

    private static SSLContext load(Secret secret) throws IOException, GeneralSecurityException {
        var chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(value(secret, "tls.crt")))
                .toArray(Certificate[]::new);
        // Not PKCS#12, which derives a key from the password 10,000 times, at each start of a Pod.
        var keys = KeyStore.getInstance("JKS");
        keys.load(null, NO_PASSWORD);
        var algorithm = chain[0].getPublicKey().getAlgorithm();
        keys.setKeyEntry("serving", key(value(secret, "tls.key"), algorithm), NO_PASSWORD, chain);
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, NO_PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static PrivateKey key(byte[] pem, String algorithm) throws GeneralSecurityException {
        var content = new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(content)));
    }

    private static byte[] value(Secret secret, String key) throws IOException {
        var value = secret.getData().get(key);
        if (value == null) {
            throw new IOException("the Secret has no " + key);
        }
        return Base64.getDecoder().decode(value);
    }
}
