package io.webhookisolation.model;

/**
 * Who manages a Service's selector, read from {@code managedFields}, tracking marks and owner references.
 *
 * @param name shown in status and metrics: a field manager such as {@code kustomize-controller}, an operator's resource as
 *     {@code Kind/name}; empty exactly for {@code NONE}
 * @param detail how it was recognised, for the message
 */
public record SelectorManager(ManagerKind kind, String name, String detail) {

    public static final SelectorManager NONE = new SelectorManager(ManagerKind.NONE, "", "");

    /** Whether a key that we add stays. */
    public boolean keepsAddedKeys() {
        return kind.isKeeping();
    }

    /** Who it is, how we know, and what he does with an added key: one clause. */
    public String foretold() {
        return kind == ManagerKind.NONE ? kind.reaction() : name + " (" + detail + ") " + kind.reaction();
    }
}
