package io.webhookisolation.app;

import io.webhookisolation.model.FindingCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}: the page of a finding code. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says what a finding means, why it matters, what it rests on and what to type.",
        footer = {
            "",
            "Examples:",
            "  webhook-isolation explain",
            "      All codes, one line each.",
            "  webhook-isolation explain WI101",
            "  webhook-isolation explain EffectiveOverlap",
            "      The same page, by code or by title.",
            "",
            "Exit codes: 0 printed, 2 no such code."
        })
final class ExplainCommand implements Runnable {

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "A code such as WI101, or its title.")
    private @Nullable String code;

    ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        if (code == null) {
            FindingCodes.print(shell.out());
        } else {
            shell.out().print(CodePages.bundled().page(find(code)));
        }
    }

    private static FindingCode find(String wanted) {
        return Arrays.stream(FindingCode.values())
                .filter(known ->
                        known.name().equalsIgnoreCase(wanted) || known.title().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("there is no finding code '" + wanted.toUpperCase(Locale.ROOT)
                        + "'; the codes are " + all() + "."));
    }

    private static String all() {
        return Arrays.stream(FindingCode.values()).map(FindingCode::name).collect(Collectors.joining(", "));
    }
}
