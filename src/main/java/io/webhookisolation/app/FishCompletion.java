package io.webhookisolation.app;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish, which picocli cannot write: one line per command and per flag. */
final class FishCompletion {

    private static final String COMPLETE = "complete -c " + Main.PROGRAM;

    private static final Set<String> FILE_LABELS = Set.of("PATH", "FILE");

    private final CommandSpec root;

    FishCompletion(CommandSpec root) {
        this.root = root;
    }

    String script() {
        var commands = root.subcommands().values().stream()
                .map(command -> command.getCommandSpec())
                .distinct()
                .toList();
        return Stream.of(
                        Stream.of(COMPLETE + " -f"),
                        options(root, "__fish_use_subcommand"),
                        commands.stream().map(FishCompletion::command),
                        commands.stream().flatMap(command -> options(command, seen(command))),
                        commands.stream().flatMap(FishCompletion::parameters))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String command(CommandSpec command) {
        return COMPLETE + " -n __fish_use_subcommand -a " + command.name() + " -d "
                + quoted(String.join(" ", command.usageMessage().description()));
    }

    private static Stream<String> options(CommandSpec command, String condition) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> COMPLETE + " -n " + quoted(condition) + names(option) + argument(option) + " -d "
                        + quoted(String.join(" ", option.description())));
    }

    private static Stream<String> parameters(CommandSpec command) {
        return command.positionalParameters().stream()
                .filter(parameter -> parameter.completionCandidates() != null)
                .map(parameter -> COMPLETE + " -n " + quoted(seen(command)) + " -a "
                        + quoted(words(parameter.completionCandidates())));
    }

    private static String names(OptionSpec option) {
        return Stream.of(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    /** {@code -F} completes files again, which the first line of the script turns off. */
    private static String argument(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        if (option.completionCandidates() != null) {
            return " -x -a " + quoted(words(option.completionCandidates()));
        }
        return FILE_LABELS.contains(option.paramLabel()) ? " -r -F" : " -x";
    }

    private static String words(Iterable<String> candidates) {
        return StreamSupport.stream(candidates.spliterator(), false).collect(Collectors.joining(" "));
    }

    private static String seen(CommandSpec command) {
        return "__fish_seen_subcommand_from " + command.name();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
