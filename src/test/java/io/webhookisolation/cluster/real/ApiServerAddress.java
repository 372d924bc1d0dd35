package io.webhookisolation.cluster.real;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where an API server listens, and by what clients know it.
 *
 * @param certificate a leaf and its CA in one file, which it writes at its first start
 */
record ApiServerAddress(int port, Path certificate) {

    String url() {
        return "https://127.0.0.1:" + port;
    }

    String kubeconfig(String token) {
        return """
                {"apiVersion": "v1", "kind": "Config", "current-context": "plane",
                 "clusters": [{"name": "plane", "cluster": {"server": "%s", "certificate-authority": "%s"}}],
                 "users": [{"name": "user", "user": {"token": "%s"}}],
                 "contexts": [{"name": "plane", "context": {"cluster": "plane", "user": "user"}}]}
                """.formatted(url(), certificate, token);
    }

    /** What it says of itself; no while it cannot be asked. */
    boolean isReady(String token) {
        if (!Files.exists(certificate)) {
            return false;
        }
        try {
            var connection =
                    (HttpsURLConnection) URI.create(url() + "/readyz").toURL().openConnection();
            connection.setSSLSocketFactory(trusting().getSocketFactory());
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException | GeneralSecurityException notYet) {
            return false;
        }
    }

    private SSLContext trusting() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(certificate)) {
            var number = 0;
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, each);
            }
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
