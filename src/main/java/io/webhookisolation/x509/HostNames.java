package io.webhookisolation.x509;

import java.util.regex.Pattern;

/** How names of hosts, mailboxes and pages are written, where Go looks at that. */
final class HostNames {

    /** The matcher of groups takes as much stack as there are labels, and anybody can write a certificate. */
    private static final int LONGEST = 1000;

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]*");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final Pattern PLAIN_MAILBOX = Pattern.compile("[\\w+-]+(\\.[\\w+-]+)*@[\\w-]+(\\.[\\w-]+)*");
    private static final Pattern PLAIN_PAGE = Pattern.compile(
            "[A-Za-z][A-Za-z0-9+.-]*://([A-Za-z0-9-]+\\.)*[A-Za-z][A-Za-z0-9-]*(/[\\w.~:@!$&'()*+,;=/-]*)?");
    private static final Pattern PLAIN_URN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[\\w.~:@!$&'()*+,;=-]+");

    private HostNames() {}

    /** As lenient as Go: visible ASCII, no empty label, but for a text that is empty as a whole. */
    static boolean isDomain(String text) {
        return VISIBLE_ASCII.matcher(text).matches()
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..");
    }

    /** A domain, or what stands below one: {@code .ns.svc}. */
    static boolean isSubtree(String text) {
        return isDomain(text.startsWith(".") ? text.substring(1) : text) && !text.equals(".");
    }

    /** Whether it may be an address; no name that we ask for consists of digits. */
    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** A mailbox of which it is sure that Go reads it. */
    static boolean isMailbox(String text) {
        return text.length() <= LONGEST && PLAIN_MAILBOX.matcher(text).matches();
    }

    /** A URI with a host, of which it is sure that Go reads it. */
    static boolean isPage(String text) {
        return text.length() <= LONGEST && PLAIN_PAGE.matcher(text).matches();
    }

    /** A URI without a host, of which it is sure that Go reads it. */
    static boolean isUrn(String text) {
        return text.length() <= LONGEST && PLAIN_URN.matcher(text).matches();
    }
}
