package io.webhookisolation.pki;

/** An entry of a Secret does not hold what its name promises; the message names the entry and the fault, never bytes. */
public final class UnreadableSecretException extends Exception {

    private static final long serialVersionUID = 1;

    private final String entry;

    public UnreadableSecretException(String entry, String fault) {
        super(entry + " " + fault);
        this.entry = entry;
    }

    /** The key below {@code data}, for example {@code tls.crt}. */
    public String entry() {
        return entry;
    }
}
