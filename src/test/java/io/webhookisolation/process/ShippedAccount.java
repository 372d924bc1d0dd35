package io.webhookisolation.process;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whom {@code deploy/kustomize/base} makes the operator: its namespace, its ServiceAccount, its roles, not a verb more. */
final class ShippedAccount {

    static final String NAMESPACE = "webhook-isolation-system";

    private static final String NAME = "webhook-isolation";
    private static final Path BASE = Path.of("deploy", "kustomize", "base");
    private static final List<String> FILES = List.of(
            "namespace.yaml",
            "service-account.yaml",
            "role-audit.yaml",
            "role-report.yaml",
            "role-narrow.yaml",
            "role-lease.yaml");

    private ShippedAccount() {}

    /** Creates the objects as they stand in the files, and returns a token as a Pod of that account is given one. */
    static String install(KubernetesClient admin) {
        FILES.stream()
                .map(BASE::resolve)
                .flatMap(file -> read(admin, file).stream())
                .forEach(object -> admin.resource(object).create());
        return token(admin);
    }

    /** Of the account, whoever created it. */
    static String token(KubernetesClient admin) {
        return admin.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    private static List<HasMetadata> read(KubernetesClient admin, Path file) {
        try (var content = Files.newInputStream(file)) {
            return admin.load(content).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
