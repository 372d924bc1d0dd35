package io.webhookisolation.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code webhook-isolation} without a command. */
@Command(
        name = Main.PROGRAM,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            AuditCommand.class,
            ExplainCommand.class,
            RunCommand.class,
            CrdsCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        description = "Finds webhook Services that reach foreign Pods, proves who owns what, and narrows their"
                + " selectors when that is safe.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  webhook-isolation audit -A",
            "      Is any webhook Service of this cluster mixed up with a neighbour?",
            "  helm template my-chart | webhook-isolation audit -f -",
            "      Would what this chart installs be mixed up?",
            "  webhook-isolation explain WI101",
            "      What does this finding mean, and what do I type now?",
            "",
            "Exit codes: 0 nothing found, 1 findings, 2 bad usage or unreadable input."
        })
final class RootCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: audit, explain, run, crds or completion.");
    }
}
