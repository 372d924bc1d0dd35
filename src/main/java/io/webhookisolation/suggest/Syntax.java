package io.webhookisolation.suggest;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may stand in commands and patches: only what the API server takes.
 *
 * <p>Names in files are whatever their author wrote. None of these forms needs escaping in YAML, JSON or a shell, so a
 * name that has one of them cannot become a command.
 */
final class Syntax {

    private static final String DNS = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String WORD = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

    private static final Pattern NAME = Pattern.compile(DNS);
    private static final Pattern API_VERSION = Pattern.compile("(" + DNS + "/)?v[a-z0-9]+");
    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
    private static final Pattern KEY = Pattern.compile("(" + DNS + "/)?" + WORD);
    private static final Pattern VALUE = Pattern.compile("(" + WORD + ")?");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][-A-Za-z0-9_./]*");
    private static final Set<String> RESERVED = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private Syntax() {}

    static boolean isName(String text) {
        return text.length() <= 253 && NAME.matcher(text).matches();
    }

    static boolean isKind(String text) {
        return KIND.matcher(text).matches();
    }

    static boolean isApiVersion(String text) {
        return API_VERSION.matcher(text).matches();
    }

    static boolean isLabelKey(String text) {
        return KEY.matcher(text).matches();
    }

    static boolean isLabelValue(String text) {
        return VALUE.matcher(text).matches();
    }

    /** A name, key or value in YAML; quoted where YAML 1.1, which Kubernetes reads, would take it for something else. */
    static String yaml(String text) {
        var plain = PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }
}
