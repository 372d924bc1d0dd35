package io.webhookisolation.app;

/** How a command ended, for scripts; docs/reference/commands.md lists them. */
final class ExitCode {

    static final int OK = 0;
    /** {@code audit}: a finding at or above the threshold. {@code run}: the operator failed. */
    static final int FINDINGS = 1;

    static final int FAILED = 1;
    /** Bad usage, or input that cannot be read. */
    static final int USAGE = 2;
    /** {@code run}: another process leads now. */
    static final int LEASE_LOST = 3;

    private ExitCode() {}
}
