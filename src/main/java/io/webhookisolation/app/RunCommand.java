package io.webhookisolation.app;

import io.webhookisolation.reconcile.Ceiling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: the operator. Each flag is an environment variable too ({@link EnvironmentDefaults}). */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the operator until it is told to stop (SIGTERM).",
            "Each flag is an environment variable too: --health-address is WEBHOOK_ISOLATION_HEALTH_ADDRESS."
        },
        footer = {
            "",
            "Examples:",
            "  webhook-isolation run --namespaces=operators,platform",
            "      Work for these namespaces, with the current kubeconfig context.",
            "  webhook-isolation run --mode-ceiling=audit",
            "      Report and suggest only, whatever the policies say.",
            "",
            "Exit codes: 0 stopped as told, 1 failed, 2 bad flags or no cluster, 3 lost its Lease."
        })
final class RunCommand implements Callable<Integer> {

    private static final String IN_CLUSTER = "KUBERNETES_SERVICE_HOST";

    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--namespaces", split = ",", paramLabel = "NS", description = "Namespaces to watch; all if absent.")
    private List<String> namespaces = List.of();

    @Option(
            names = "--operator-namespace",
            paramLabel = "NS",
            description = "Where the Lease is; POD_NAMESPACE if absent.")
    private @Nullable String operatorNamespace;

    @Option(
            names = "--mode-ceiling",
            paramLabel = "MODE",
            description = "The most it does: observe, audit, narrow (default) or rotate; its roles must allow as much.")
    private Ceiling modeCeiling = Ceiling.NARROW;

    @Option(
            names = "--health-address",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description = "Serves /livez and /readyz; :8081 if absent.")
    private Address healthAddress = new Address("", 8081);

    @Option(
            names = "--metrics-address",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description = "Serves /metrics; :8080 if absent.")
    private Address metricsAddress = new Address("", 8080);

    @Option(names = "--log-format", paramLabel = "FORMAT", description = "text (default) or json, to standard error.")
    private LogFormat logFormat = LogFormat.TEXT;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "debug, info (default), warn or error.")
    private LogLevel logLevel = LogLevel.INFO;

    @Option(
            names = "--leader-elect",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "Wait until this process holds the Lease; on inside a cluster.")
    private @Nullable Boolean leaderElect;

    @Option(
            names = "--lease-duration",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Another process may lead this long after the last renewal; 15s if absent.")
    private Duration leaseDuration = LeaseTimings.DEFAULT.duration();

    @Option(
            names = "--lease-renew-deadline",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "A leader that could not renew for this long steps down; 10s if absent.")
    private Duration renewDeadline = LeaseTimings.DEFAULT.renewDeadline();

    @Option(
            names = "--lease-retry-period",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Time between two tries; 2s if absent.")
    private Duration retryPeriod = LeaseTimings.DEFAULT.retryPeriod();

    @Option(
            names = "--stop-timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long a stop may take; 20s if absent.")
    private Duration stopTimeout = Duration.ofSeconds(20);

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var configuration = configuration();
        Logging.start(logFormat, logLevel, shell.err());
        try (var client = cluster.connection(shell).open()) {
            return new OperatorProcess(client, configuration).run();
        } catch (InvalidConfigurationException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    RunConfiguration configuration() {
        try {
            return new RunConfiguration(
                    new TreeSet<>(namespaces),
                    Optional.ofNullable(operatorNamespace)
                            .or(() -> shell.variable("POD_NAMESPACE"))
                            .orElse("default"),
                    identity(),
                    modeCeiling,
                    healthAddress,
                    metricsAddress,
                    Optional.ofNullable(leaderElect)
                            .orElseGet(() -> shell.variable(IN_CLUSTER).isPresent()),
                    new LeaseTimings(leaseDuration, renewDeadline, retryPeriod),
                    stopTimeout);
        } catch (InvalidConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The random part tells two processes of one host apart: with one name, both would lead. */
    private String identity() {
        return shell.variable("HOSTNAME").orElse(Main.PROGRAM) + "_" + UUID.randomUUID();
    }
}
