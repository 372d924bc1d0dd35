package io.webhookisolation.app;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: a script that teaches a shell our commands and flags. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a completion script for bash, zsh or fish.",
        footer = {
            "",
            "Examples:",
            "  source <(webhook-isolation completion bash)",
            "      For this bash or zsh only.",
            "  webhook-isolation completion bash > /etc/bash_completion.d/webhook-isolation",
            "  webhook-isolation completion fish > ~/.config/fish/completions/webhook-isolation.fish",
            "      For good."
        })
final class CompletionCommand implements Runnable {

    /** The shells that we know; picocli's bash script also serves zsh. */
    enum Dialect {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private @Nullable Dialect dialect;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        var root = spec.root().commandLine();
        var script = dialect == Dialect.FISH
                ? new FishCompletion(root.getCommandSpec()).script()
                : AutoComplete.bash(Main.PROGRAM, root);
        shell.out().print(script);
    }
}
