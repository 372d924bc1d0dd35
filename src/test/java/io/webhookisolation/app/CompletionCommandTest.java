package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {

    private final TestShell shell = new TestShell();

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completes_commands_and_flags_in_bash_and_zsh(String dialect) {
        var code = shell.run("completion", dialect);

        assertThat(code).isZero();
        assertThat(shell.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("--assume-namespace", "explain", "complete -F");
    }

    @Test
    void completes_commands_flags_words_and_files_in_fish() {
        var code = shell.run("completion", "fish");

        assertThat(code).isZero();
        assertThat(shell.out())
                .contains(
                        "complete -c webhook-isolation -n __fish_use_subcommand -a explain -d ",
                        "-n '__fish_seen_subcommand_from audit' -s A -l all-namespaces -d 'All namespaces.'",
                        "-s o -l output -x -a 'table json patch'",
                        "-s f -l filename -r -F",
                        "-l assume-namespace -x -d",
                        "-n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'");
    }

    @Test
    void quotes_what_fish_would_read_as_the_end_of_a_word() {
        shell.run("completion", "fish");

        assertThat(shell.out()).contains("Pod\\'s own account");
    }
}
