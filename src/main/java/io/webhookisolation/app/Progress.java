package io.webhookisolation.app;

/** Says on a terminal's standard error what is being waited for; says nothing elsewhere. */
final class Progress implements AutoCloseable {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Shell shell;

    Progress(Shell shell) {
        this.shell = shell;
    }

    void say(String activity) {
        if (shell.errIsTerminal()) {
            shell.err().print(CLEAR_LINE + activity + " …");
            shell.err().flush();
        }
    }

    @Override
    public void close() {
        if (shell.errIsTerminal()) {
            shell.err().print(CLEAR_LINE);
            shell.err().flush();
        }
    }
}
