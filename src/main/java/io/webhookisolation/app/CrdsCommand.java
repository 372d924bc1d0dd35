package io.webhookisolation.app;

import picocli.CommandLine.Command;

/** {@code crds}: the CustomResourceDefinition that this version of the operator works with. */
@Command(
        name = "crds",
        mixinStandardHelpOptions = true,
        description = "Prints the CustomResourceDefinition of WebhookIsolationPolicy.",
        footer = {
            "",
            "Examples:",
            "  webhook-isolation crds | kubectl apply -f -",
            "      Install or upgrade it.",
            "  webhook-isolation crds | kubectl diff -f -",
            "      What would an upgrade change?"
        })
final class CrdsCommand implements Runnable {

    static final String RESOURCE = "crds/webhookisolationpolicies.webhook-isolation.io-v1.yml";

    private final Shell shell;

    CrdsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        shell.out().print(Resources.text(RESOURCE));
    }
}
