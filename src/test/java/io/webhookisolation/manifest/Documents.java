package io.webhookisolation.manifest;

/** What there is to read: one Service, or two. */
final class Documents {

    static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: lws-webhook
              namespace: lws-system
            """;

    static final String TWO = SERVICE + "---\n" + SERVICE.replace("lws-webhook", "lws-metrics");

    private Documents() {}
}
