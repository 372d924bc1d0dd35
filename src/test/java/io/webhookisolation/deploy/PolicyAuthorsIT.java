package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.ToolShell;
import io.webhookisolation.cluster.real.ToolShell.Done;
import io.webhookisolation.cluster.real.WithTools;
import io.webhookisolation.scenario.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code components/policy-authors}: a tenant who may edit policies, and has the rights that rotation uses one after the other. */
@OnControlPlane
@OnRealPlane
@WithTools
class PolicyAuthorsIT {

    private static final Path ADMISSION = Path.of("deploy/kustomize/components/policy-authors/policy-authors.yaml")
            .toAbsolutePath();
    private static final String ENFORCE = "kubectl patch whip webhooks --as tenant --type merge --dry-run=server"
            + " -p '{\"spec\":{\"certificates\":{\"mode\":\"Enforce\"}}}'";
    private static final String NARROW = "kubectl patch whip webhooks --as tenant --type merge --dry-run=server"
            + " -p '{\"spec\":{\"selectors\":{\"mode\":\"Enforce\"}}}'";
    private static final String POLICY = """
            apiVersion: webhook-isolation.io/v1alpha1
            kind: WebhookIsolationPolicy
            metadata: {name: webhooks}
            spec: {certificates: {mode: %s}}
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ToolShell shell;

    PolicyAuthorsIT(ControlPlane plane, TestNamespace namespace, @TempDir Path folder) throws IOException {
        shell = new ToolShell(folder, plane, namespace.name());
        shell.write("audit.yaml", POLICY.formatted("Audit"));
        shell.write("enforce.yaml", POLICY.formatted("Enforce"));
    }

    @BeforeEach
    void install() throws Exception {
        grant("webhookisolationpolicies");
        shell.sh("kubectl apply -f " + ADMISSION);
        until("kubectl create --as tenant --dry-run=server -f enforce.yaml", done -> refusedFor(done, "secrets"));
    }

    @AfterEach
    void remove() throws Exception {
        shell.sh("kubectl delete -f " + ADMISSION);
        shell.sh("kubectl delete clusterrole,clusterrolebinding tenant --ignore-not-found");
    }

    @Test
    void whoMayNotWriteSecretsAndBundlesHimselfCannotAskForRotation() throws Exception {
        // every other mode is open to him
        shell.sh("kubectl create --as tenant -f audit.yaml");
        shell.sh(NARROW);
        assertThat(refusedFor(shell.tryOut(ENFORCE), "secrets")).isTrue();

        // with one of the rights he is told of the other
        grant("secrets");
        until(ENFORCE, done -> refusedFor(done, "validatingwebhookconfigurations"));

        // with both he may
        shell.sh("kubectl create clusterrole tenant --verb=update"
                + " --resource=validatingwebhookconfigurations,mutatingwebhookconfigurations");
        shell.sh("kubectl create clusterrolebinding tenant --clusterrole=tenant --user=tenant");
        until(ENFORCE, done -> done.code() == 0);
    }

    @Test
    void whatSomebodyElseAskedForHeMayLabelAndNotExtend() throws Exception {
        // given
        shell.sh("kubectl create -f enforce.yaml");

        // when
        var labelled = shell.tryOut("kubectl label whip webhooks --as tenant team=a");
        var extended = shell.tryOut(NARROW);

        // then
        assertThat(labelled.code()).as(labelled.told()).isZero();
        assertThat(refusedFor(extended, "secrets")).as(extended.told()).isTrue();
    }

    private void grant(String resource) throws Exception {
        shell.sh("kubectl create role %1$s --verb=get,create,update,patch --resource=%1$s".formatted(resource));
        shell.sh("kubectl create rolebinding %1$s --role=%1$s --user=tenant".formatted(resource));
    }

    private void until(String command, Predicate<Done> condition) {
        await().atMost(PATIENCE).until(() -> shell.tryOut(command), condition);
    }

    private static boolean refusedFor(Done done, String resource) {
        return done.code() != 0 && done.told().contains("its author must be allowed to update " + resource);
    }
}
