package io.webhookisolation.probe;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a server shows of itself during one handshake: its chain, and that it holds the key of it.
 *
 * <p>It trusts nothing and refuses nothing; the analysis verifies the chain against the bundles of the call sites. A
 * chain alone proves little, since anybody can send a copy of another server's: it counts once the handshake got past
 * the server's signature.
 */
final class ServedIdentity {

    private volatile List<X509Certificate> chain = List.of();
    private volatile boolean askedForClientCertificate;

    List<X509Certificate> chain() {
        return chain;
    }

    /**
     * The server sent its chain and then asked for a client certificate, which in TLS 1.2 follows its signature. It may
     * now end the handshake, since we have none to show. (In TLS 1.3 the client is done before the server judges.)
     */
    boolean provedBeforeAskingForOurs() {
        return askedForClientCertificate;
    }

    X509ExtendedTrustManager trust() {
        return new Witness();
    }

    X509ExtendedKeyManager noClientCertificate() {
        return new NoKeys();
    }

    // Extended, because JSSE wraps a plain X509TrustManager in checks of its own, which refuse.
    private final class Witness extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] served, String authType, SSLEngine engine) {
            chain = List.of(served);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] served, String authType, Socket socket) {
            throw new UnsupportedOperationException("only engines are used");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] served, String authType) {
            throw new UnsupportedOperationException("only engines are used");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] client, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException("never a server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] client, String authType, Socket socket) {
            throw new UnsupportedOperationException("never a server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] client, String authType) {
            throw new UnsupportedOperationException("never a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private final class NoKeys extends X509ExtendedKeyManager {

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
            askedForClientCertificate = !chain.isEmpty();
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }
}
