package io.webhookisolation.app;

import io.webhookisolation.format.Audit;
import io.webhookisolation.format.AuditReport;
import io.webhookisolation.format.FailOn;
import io.webhookisolation.format.JsonFormat;
import io.webhookisolation.format.Palette;
import io.webhookisolation.format.PatchFormat;
import io.webhookisolation.format.TableFormat;
import io.webhookisolation.probe.Dialer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: findings, once; of a cluster or of manifests. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds webhook Services that reach foreign Pods, and says which labels would part them.",
            "Reads the current kubeconfig context, or with -f files and no cluster at all."
        },
        footer = {
            "",
            "Examples:",
            "  webhook-isolation audit -n operators",
            "      One namespace of the current context; -A is all of them.",
            "  webhook-isolation audit -f operator-a.yaml -f operator-b/",
            "      Files and folders; each file or chart counts as a component.",
            "  webhook-isolation audit -f . --assume-namespace operators",
            "      Could all of these share one namespace?",
            "  webhook-isolation audit -f new-operator.yaml --over-cluster -n operators",
            "      What would it do to what runs there already?",
            "  kustomize build . | webhook-isolation audit -f - -o json --fail-on warning",
            "      In CI: exit code 1 from a warning on.",
            "  webhook-isolation audit -f . -o patch | git apply",
            "      Repairs the files; of a cluster -o patch is a shell script, to be read before it is run.",
            "",
            "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad usage or unreadable input."
        })
final class AuditCommand implements Callable<Integer> {

    /** What {@code -o} can be. */
    enum Output {
        TABLE,
        JSON,
        PATCH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "PATH",
            description = "A file, a folder with all below it, or - for standard input; may be repeated.")
    private List<String> files = List.of();

    @Option(
            names = "--assume-namespace",
            paramLabel = "NS",
            description = "With -f: judge as if everything were in this namespace.")
    private String assumedNamespace = "";

    @Option(
            names = "--over-cluster",
            description = "With -f: judge the cluster as it would be with these files applied. Nothing is written.")
    private boolean overCluster;

    @ArgGroup
    private Scope scope = new Scope();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--no-probe", description = "Do not ask endpoints which certificate they serve.")
    private boolean noProbe;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json or patch.")
    private Output output = Output.TABLE;

    @Option(names = "--output-file", paramLabel = "FILE", description = "Write the report there.")
    private @Nullable Path outputFile;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Exit with 1 from error (default), warning or note on; or never.")
    private FailOn failOn = FailOn.ERROR;

    @Option(names = "--no-color", description = "No colours; the same as NO_COLOR in the environment.")
    private boolean noColor;

    @Option(names = "--list-checks", description = "List the finding codes and end.")
    private boolean listChecks;

    AuditCommand(Shell shell) {
        this.shell = shell;
    }

    /** Which part of the cluster. */
    static final class Scope {
        @Option(
                names = {"-n", "--namespace"},
                paramLabel = "NS",
                description = "The namespace; that of the context if absent.")
        private String namespace = "";

        @Option(
                names = {"-A", "--all-namespaces"},
                description = "All namespaces.")
        private boolean all;

        private boolean isGiven() {
            return all || !namespace.isEmpty();
        }
    }

    @Override
    public Integer call() {
        if (listChecks) {
            FindingCodes.print(shell.out());
            return ExitCode.OK;
        }
        refuseMixedSources();
        var audit = read();
        new ReportTarget(shell, outputFile).write(text(audit));
        return failOn.fails(audit.analysis().findings()) ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private void refuseMixedSources() {
        if (overCluster && (files.isEmpty() || noProbe || output == Output.PATCH)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--over-cluster needs files, probes nobody and prints no patch: add -f PATH, and leave out --no-probe and"
                            + " -o patch.");
        }
        if (!files.isEmpty() && !overCluster && (scope.isGiven() || cluster.isGiven() || noProbe)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "-f reads files; -n, -A, --context, --kubeconfig and --no-probe are about a cluster: use one or the"
                            + " other, or both with --over-cluster.");
        }
        if (files.isEmpty() && !assumedNamespace.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--assume-namespace needs files: add -f PATH.");
        }
    }

    private Audit read() {
        try (var progress = new Progress(shell)) {
            return source().read(progress);
        }
    }

    private AuditSource source() {
        var clock = InstantSource.system();
        var manifests = new FileAudit(files, shell.in(), assumedNamespace, clock);
        if (overCluster) {
            return new OverlayAudit(manifests, cluster.connection(shell)::open, scope.all, scope.namespace);
        }
        return files.isEmpty()
                ? new ClusterAudit(
                        cluster.connection(shell)::open, Dialer.direct(), scope.all, scope.namespace, !noProbe, clock)
                : manifests;
    }

    private String text(Audit audit) {
        return switch (output) {
            case TABLE -> new TableFormat(colours() ? Palette.COLOUR : Palette.PLAIN).print(AuditReport.of(audit));
            case JSON -> new JsonFormat().print(AuditReport.of(audit));
            case PATCH -> new PatchFormat().print(audit.suggestions());
        };
    }

    private boolean colours() {
        return !noColor && outputFile == null && shell.coloursOutput();
    }
}
