package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.reconcile.Ceiling;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunCommandTest {

    @Test
    void watches_all_namespaces_and_may_narrow_unless_told_otherwise() {
        var configuration = configuration(Map.of());

        assertThat(configuration.namespaces()).isEmpty();
        assertThat(configuration.operatorNamespace()).isEqualTo("default");
        assertThat(configuration.ceiling()).isEqualTo(Ceiling.NARROW);
        assertThat(configuration.healthAddress()).hasToString(":8081");
        assertThat(configuration.metricsAddress()).hasToString(":8080");
        assertThat(configuration.leaderElect()).isFalse();
        assertThat(configuration.lease()).isEqualTo(LeaseTimings.DEFAULT);
    }

    @Test
    void takes_each_flag_from_its_environment_variable() {
        var configuration = configuration(Map.ofEntries(
                Map.entry("WEBHOOK_ISOLATION_NAMESPACES", "b,a"),
                Map.entry("WEBHOOK_ISOLATION_OPERATOR_NAMESPACE", "home"),
                Map.entry("WEBHOOK_ISOLATION_MODE_CEILING", "audit"),
                Map.entry("WEBHOOK_ISOLATION_HEALTH_ADDRESS", "127.0.0.1:1"),
                Map.entry("WEBHOOK_ISOLATION_METRICS_ADDRESS", "[::1]:2"),
                Map.entry("WEBHOOK_ISOLATION_LEADER_ELECT", "true"),
                Map.entry("WEBHOOK_ISOLATION_LEASE_DURATION", "1m30s"),
                Map.entry("WEBHOOK_ISOLATION_LEASE_RENEW_DEADLINE", "1m"),
                Map.entry("WEBHOOK_ISOLATION_LEASE_RETRY_PERIOD", "500ms"),
                Map.entry("WEBHOOK_ISOLATION_STOP_TIMEOUT", "3s")));

        assertThat(configuration.namespaces()).containsExactly("a", "b");
        assertThat(configuration.operatorNamespace()).isEqualTo("home");
        assertThat(configuration.ceiling()).isEqualTo(Ceiling.AUDIT);
        assertThat(configuration.healthAddress()).isEqualTo(new Address("127.0.0.1", 1));
        assertThat(configuration.metricsAddress())
                .isEqualTo(new Address("::1", 2))
                .hasToString("[::1]:2");
        assertThat(configuration.leaderElect()).isTrue();
        assertThat(configuration.lease())
                .isEqualTo(new LeaseTimings(Duration.ofSeconds(90), Duration.ofMinutes(1), Duration.ofMillis(500)));
        assertThat(configuration.stopTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void prefers_a_flag_to_its_variable_and_takes_an_empty_variable_for_none() {
        var configuration = configuration(
                Map.of("WEBHOOK_ISOLATION_OPERATOR_NAMESPACE", "variable", "WEBHOOK_ISOLATION_NAMESPACES", ""),
                "--operator-namespace=flag");

        assertThat(configuration.operatorNamespace()).isEqualTo("flag");
        assertThat(configuration.namespaces()).isEmpty();
    }

    @Test
    void elects_a_leader_inside_a_cluster_in_the_namespace_of_its_pod() {
        var inside = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "POD_NAMESPACE", "home");

        assertThat(configuration(inside).leaderElect()).isTrue();
        assertThat(configuration(inside).operatorNamespace()).isEqualTo("home");
        assertThat(configuration(inside, "--leader-elect=false").leaderElect()).isFalse();
    }

    @Test
    void never_names_two_processes_of_one_host_alike() {
        var host = Map.of("HOSTNAME", "node-1");

        assertThat(configuration(host).identity())
                .startsWith("node-1_")
                .isNotEqualTo(configuration(host).identity());
    }

    @Test
    void says_that_a_variable_is_wrong_as_it_does_for_a_flag() {
        var shell = new TestShell("", false, Map.of("WEBHOOK_ISOLATION_LEASE_DURATION", "soon"));

        var code = shell.run("run");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--lease-duration", "'soon' is no duration");
    }

    @Test
    void the_flags_of_other_commands_are_no_variables() {
        var shell = new TestShell("", false, Map.of("WEBHOOK_ISOLATION_FAIL_ON", "nonsense"));

        assertThat(shell.run("audit", "--list-checks")).isZero();
    }

    private static RunConfiguration configuration(Map<String, String> environment, String... flags) {
        var shell = new TestShell("", false, environment).shell();
        var command = new RunCommand(shell);
        new CommandLine(command)
                .setDefaultValueProvider(new EnvironmentDefaults(shell))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(flags);
        return command.configuration();
    }
}
