package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Gives scalars the types that kubectl gives them: those of YAML 1.1, as sigs.k8s.io/yaml reads it. */
final class YamlScalars {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
    private static final Set<Tag> TYPED = Set.of(YamlDocuments.UNTYPED, Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT);
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0[xX][0-9a-fA-F]+");
    private static final Pattern BINARY = Pattern.compile("[-+]?0b[01]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");
    private static final int LONGEST_NUMBER = 64;

    private YamlScalars() {}

    static JsonNode toJson(ScalarNode scalar) {
        var text = scalar.getValue();
        return TYPED.contains(scalar.getTag()) ? typed(text) : JSON.textNode(text);
    }

    private static JsonNode typed(String text) {
        if (NULL.contains(text)) {
            return JSON.nullNode();
        }
        if (TRUE.contains(text)) {
            return JSON.booleanNode(true);
        }
        if (FALSE.contains(text)) {
            return JSON.booleanNode(false);
        }
        return startsLikeNumber(text) ? number(text) : JSON.textNode(text);
    }

    private static boolean startsLikeNumber(String text) {
        return text.length() <= LONGEST_NUMBER && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
    }

    private static JsonNode number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return integer(text, 10);
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(text.replaceFirst("0o?", ""), 8);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return integer(text.replaceFirst("0[xX]", ""), 16);
        }
        if (BINARY.matcher(text).matches()) {
            return integer(text.replaceFirst("0b", ""), 2);
        }
        return FLOAT.matcher(text).matches() ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
    }

    private static JsonNode integer(String digits, int radix) {
        var value = new BigInteger(digits, radix);
        if (value.bitLength() < Integer.SIZE) {
            return JSON.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }
}
