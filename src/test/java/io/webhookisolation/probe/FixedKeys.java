package io.webhookisolation.probe;

import io.webhookisolation.fixture.certificate.ServingCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Serves this chain and signs with this key, whether or not they belong together. */
final class FixedKeys extends X509ExtendedKeyManager {

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    static KeyManager[] of(ServingCertificate certificate) {
        return of(certificate.chain(), certificate.key());
    }

    static KeyManager[] of(List<X509Certificate> chain, PrivateKey key) {
        return new KeyManager[] {new FixedKeys(chain, key)};
    }

    private FixedKeys(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return "serving";
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return "serving";
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {"serving"};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("never a client");
    }
}
