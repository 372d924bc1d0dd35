package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The pages of the reference name each command and each flag that there is, and none that there is not. */
class CommandPagesTest {

    private static final Path COMMANDS = Path.of("docs", "reference", "commands.md");
    private static final Path CONFIGURATION = Path.of("docs", "reference", "configuration.md");
    private static final Pattern FLAG = Pattern.compile("`(--?[A-Za-z][A-Za-z-]*)");
    private static final Pattern COMMAND = Pattern.compile("^\\| \\[?`([a-z]+)[ `]");

    private final CommandLine program = Main.commandLine(new TestShell().shell());

    @Test
    void eachCommandHasItsRow() throws IOException {
        var listed = Files.readAllLines(COMMANDS).stream()
                .takeWhile(line -> !line.equals("## Exit codes"))
                .map(COMMAND::matcher)
                .flatMap(row -> row.find() ? Stream.of(row.group(1)) : Stream.empty());

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(program.getSubcommands().keySet());
    }

    @Test
    void eachFlagOfAuditHasItsRow() throws IOException {
        assertThat(rows(COMMANDS, "## audit")).isEqualTo(flags("audit"));
    }

    @Test
    void eachFlagOfRunHasItsRow() throws IOException {
        assertThat(rows(CONFIGURATION, "# Configuration of the operator")).isEqualTo(flags("run"));
    }

    private Set<String> flags(String command) {
        return Objects.requireNonNull(program.getSubcommands().get(command)).getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
                .map(OptionSpec::names)
                .flatMap(Arrays::stream)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** Of the first table below the heading. */
    private static Set<String> rows(Path page, String heading) throws IOException {
        List<String> lines = Files.readAllLines(page);
        return lines.stream()
                .skip(lines.indexOf(heading) + 1L)
                .dropWhile(line -> !line.startsWith("| Flag |"))
                .takeWhile(line -> line.startsWith("|"))
                .map(row -> row.split("(?<!\\\\)\\|", -1)[1])
                .flatMap(cell -> FLAG.matcher(cell).results())
                .map(flag -> flag.group(1))
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }
}
