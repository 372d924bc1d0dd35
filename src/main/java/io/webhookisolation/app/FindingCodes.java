package io.webhookisolation.app;

import io.webhookisolation.model.FindingCode;
import java.io.PrintStream;

/** The list of all finding codes, one line each. */
final class FindingCodes {

    private FindingCodes() {}

    static void print(PrintStream out) {
        for (var code : FindingCode.values()) {
            out.printf("%-7s%-9s%s%n", code.name(), code.severity().word(), code.title());
        }
    }
}
