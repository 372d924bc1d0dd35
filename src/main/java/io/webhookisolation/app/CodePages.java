package io.webhookisolation.app;

import io.webhookisolation.model.FindingCode;

/**
 * The pages of docs/reference/codes.md, as they were when this program was built.
 *
 * <p>A page begins with a second-level heading that starts with its code, and ends before the next such heading.
 */
record CodePages(String document) {

    private static final String HEADING = "## ";

    static CodePages bundled() {
        return new CodePages(Resources.text("docs/codes.md"));
    }

    String page(FindingCode code) {
        var lines = "\n" + document;
        var start = lines.indexOf("\n" + HEADING + code.name() + " ");
        if (start < 0) {
            throw new IllegalStateException("docs/reference/codes.md has no page for " + code);
        }
        var end = lines.indexOf("\n" + HEADING, start + 1);
        var page = end < 0 ? lines.substring(start) : lines.substring(start, end);
        return page.strip().substring(HEADING.length()) + "\n";
    }
}
