package io.webhookisolation.model;

/**
 * Who manages a Service's selector, read from {@code managedFields}, tracking marks and the controller reference.
 *
 * @param name shown in status and metrics: a field manager such as {@code kustomize-controller}, or empty if unknown
 * @param known whether this is a tool or an operator that we recognise; we write only where none is known
 * @param detail how it was recognised, for the message
 */
public record SelectorManager(String name, boolean known, String detail) {

    public static final SelectorManager NONE = new SelectorManager("", false, "");
}
