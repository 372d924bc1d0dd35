package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.format.Audit;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.scenario.Component;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterAuditTest {

    private EmbeddedControlPlane plane;

    @BeforeEach
    void start() {
        plane = EmbeddedControlPlane.start();
        plane.createNamespace("operators");
        plane.createNamespace("elsewhere");
        plane.install(Component.scaffolded("alpha"), "operators");
        plane.install(Component.scaffolded("beta").selecting(Map.of("app.kubernetes.io/name", "beta")), "operators");
        plane.install(Component.scaffolded("gamma"), "elsewhere");
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @Test
    void gives_no_verdict_where_something_may_not_be_listed() {
        plane.server().access().deny("list", "apps", "replicasets");

        assertThatThrownBy(() -> audit("operators", true))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("cannot list replicasets")
                .hasMessageContaining("in namespace operators");
    }

    @Test
    void finds_the_overlap_and_says_what_the_endpoints_served() {
        var audit = audit("operators", true);

        assertThat(audit.analysis().services())
                .extracting(verdict -> verdict.reference().name(), ServiceVerdict::serviceClass)
                .containsExactly(
                        tuple("alpha-webhook-service", ServiceClass.EFFECTIVE_OVERLAP),
                        tuple("beta-webhook-service", ServiceClass.ISOLATED));
        assertThat(evidence(audit)).contains("E1");
        assertThat(audit.objects()).isPositive();
    }

    @Test
    void probes_nobody_when_told_so() {
        var audit = audit("operators", false);

        assertThat(evidence(audit)).isNotEmpty().doesNotContain("E1");
        assertThat(plane.network().dials()).isEmpty();
    }

    @Test
    void reads_all_namespaces_when_none_is_named() {
        var audit = audit("", true);

        assertThat(audit.analysis().services())
                .extracting(verdict -> verdict.reference().namespace())
                .containsExactly("elsewhere", "operators", "operators");
    }

    private Audit audit(String namespace, boolean probe) {
        var shell = new TestShell();
        return new ClusterAudit(
                        () -> plane.clientAs("auditor"),
                        plane.dialer(),
                        namespace.isEmpty(),
                        namespace,
                        probe,
                        InstantSource.system())
                .read(new Progress(shell.shell()));
    }

    private static Set<String> evidence(Audit audit) {
        return audit.analysis().services().stream()
                .flatMap(verdict -> verdict.workloads().stream())
                .flatMap(workload -> workload.evidence().stream())
                .map(Evidence::code)
                .collect(Collectors.toSet());
    }
}
