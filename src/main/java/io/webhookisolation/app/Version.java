package io.webhookisolation.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {

    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        var platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return new String[] {Main.PROGRAM + " " + number() + " (Java " + Runtime.version() + ", " + platform + ")"};
    }
}
