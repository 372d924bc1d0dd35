package io.webhookisolation.cluster;

/** A namespace that exists and that no other test uses. */
public record TestNamespace(String name) {

    @Override
    public String toString() {
        return name;
    }
}
