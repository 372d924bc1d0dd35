package io.webhookisolation.app;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets each flag of {@code run} also be an environment variable: {@code --health-address} is
 * {@code WEBHOOK_ISOLATION_HEALTH_ADDRESS}. A flag wins over its variable.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "WEBHOOK_ISOLATION_";

    private final Shell shell;

    EnvironmentDefaults(Shell shell) {
        this.shell = shell;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        var ofRun = argument.command().userObject() instanceof RunCommand;
        if (ofRun && argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()) {
            return shell.variable(variable(option)).orElse(null);
        }
        return null;
    }

    static String variable(OptionSpec option) {
        var longest = Stream.of(option.names())
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
        return PREFIX + longest.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
