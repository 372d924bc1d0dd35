package io.webhookisolation.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: picks the command, runs it, and turns whatever happened into an exit code. */
public final class Main {

    static final String PROGRAM = "webhook-isolation";

    private static final int HELP_WIDTH = 110;

    private static final Pattern CONSTANTS = Pattern.compile("(expected one of \\[[A-Z, ]+]) \\(case-insensitive\\)");

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Shell.ofProcess(), arguments));
    }

    static int run(Shell shell, String... arguments) {
        return commandLine(shell).execute(arguments);
    }

    static CommandLine commandLine(Shell shell) {
        var commandLine = new CommandLine(new RootCommand(), new CommandFactory(shell));
        commandLine.setOut(writer(shell.out()));
        commandLine.setErr(writer(shell.err()));
        commandLine.setColorScheme(Help.defaultColorScheme(shell.coloursOutput() ? Ansi.ON : Ansi.OFF));
        commandLine.setDefaultValueProvider(new EnvironmentDefaults(shell));
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((failure, _) -> explainUsage(failure));
        commandLine.setExecutionExceptionHandler((failure, command, _) -> explainFailure(failure, command));
        return commandLine;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int explainUsage(ParameterException failure) {
        var command = failure.getCommandLine();
        var err = command.getErr();
        err.println("error: " + sentence(failure));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' shows what is possible.");
        return ExitCode.USAGE;
    }

    /** The parser's message, with the words as people type them instead of the names of our constants. */
    private static String sentence(ParameterException failure) {
        var message = String.valueOf(failure.getMessage()).replaceFirst("^Error: ", "");
        return CONSTANTS
                .matcher(message)
                .replaceAll(constants -> constants.group(1).toLowerCase(Locale.ROOT));
    }

    private static int explainFailure(Exception failure, CommandLine command) {
        if (failure instanceof CommandFailure) {
            String.valueOf(failure.getMessage())
                    .lines()
                    .forEach(line -> command.getErr().println("error: " + line));
            return ExitCode.USAGE;
        }
        command.getErr().println("error: this is a defect of " + PROGRAM + ", please report it with what follows.");
        failure.printStackTrace(command.getErr());
        return ExitCode.USAGE;
    }
}
