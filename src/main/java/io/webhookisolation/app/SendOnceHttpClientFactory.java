package io.webhookisolation.app;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import okhttp3.OkHttpClient;

/**
 * OkHttp, which sends each request once: after a broken connection nobody but the caller can tell whether a write may be
 * repeated.
 *
 * <p>Found by the client library as a service. OkHttp is the one of its HTTP clients that notices a watch whose connection
 * broke or went silent (ADR 0015).
 */
public final class SendOnceHttpClientFactory extends OkHttpClientFactory {

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
        builder.retryOnConnectionFailure(false);
    }

    @Override
    public int priority() {
        return 1;
    }
}
