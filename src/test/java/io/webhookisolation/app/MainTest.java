package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final TestShell shell = new TestShell();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    '' | a command is missing
                    audti | Did you mean: webhook-isolation audit
                    audit --outptu=json | Possible solutions: --output
                    audit -o sarif | expected one of [table, json, patch] but was 'sarif'
                    audit --fail-on fatal | expected one of [error, warning, note, never] but was 'fatal'
                    audit -n a -A | mutually exclusive
                    audit -f a.yaml -n b | -f reads files
                    audit -f a.yaml -A | -f reads files
                    audit -f a.yaml --context c | -f reads files
                    audit -f a.yaml --no-probe | -f reads files
                    audit --over-cluster | --over-cluster needs files
                    audit -f a.yaml --over-cluster --no-probe | --over-cluster needs files
                    audit -f a.yaml --over-cluster -o patch | prints no patch
                    audit --assume-namespace a | --assume-namespace needs files
                    audit -f | Missing required parameter
                    explain WI000 | the codes are WI101
                    completion tcsh | expected one of [bash, zsh, fish] but was 'tcsh'
                    run --mode-ceiling=repair | expected one of [observe, audit, narrow, rotate] but was 'repair'
                    run --health-address=8081 | write it as host:port or :port
                    run --health-address=:70000 | the port must be between 0 and 65535
                    run --lease-duration=soon | write it as 15s or 1m30s
                    run --lease-duration=5s | --lease-renew-deadline must be shorter than --lease-duration
                    run --namespaces=Not_One | --namespaces names 'Not_One'
                    run --health-address=:1 --metrics-address=:1 | need different ports
                    """)
    void says_in_a_sentence_what_is_wrong_with_the_command_line(String arguments, String sentence) {
        var code = shell.run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).startsWith("error: ").contains(sentence).doesNotContain("\tat ");
        assertThat(shell.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "audit --help", "explain --help", "run --help", "crds --help", "completion --help"})
    void teaches_by_examples(String arguments) {
        var code = shell.run(arguments.split(" ", -1));

        assertThat(code).isZero();
        assertThat(shell.out()).startsWith("Usage: webhook-isolation").contains("Examples:\n  ");
    }

    @Test
    void tells_its_version() {
        var code = shell.run("--version");

        assertThat(code).isZero();
        assertThat(shell.out()).matches("webhook-isolation \\S+ \\(Java 2[5-9].*\\)\n");
    }

    @Test
    void lists_the_checks() {
        var code = shell.run("audit", "--list-checks");

        assertThat(code).isZero();
        assertThat(shell.out()).contains("WI101  error    EffectiveOverlap\n", "WI901  note     ProbeUnavailable\n");
    }

    @Test
    void prints_the_definition_of_the_policy() {
        var code = shell.run("crds");

        assertThat(code).isZero();
        assertThat(shell.out())
                .contains("kind: CustomResourceDefinition\n", "name: webhookisolationpolicies.webhook-isolation.io\n");
    }
}
