package io.webhookisolation.x509;

import java.security.cert.CertificateParsingException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The extensions of a certificate. One that is malformed spoils the certificate, however unimportant it is: Go asks for
 * that, where the JDK drops those that are not critical.
 *
 * @param values by identifier, as the hexadecimal digits of its encoding
 * @param critical identifiers too
 */
record Extensions(Map<String, Der> values, Set<String> critical) {

    static final Extensions NONE = new Extensions(Map.of(), Set.of());

    static final String SUBJECT_NAMES = "551d11";
    static final String NAME_CONSTRAINTS = "551d1e";
    private static final String SUBJECT_KEY = "551d0e";
    static final String KEY_USAGE = "551d0f";
    static final String BASIC_CONSTRAINTS = "551d13";
    private static final String REVOCATION_LISTS = "551d1f";
    private static final String POLICIES = "551d20";
    private static final String POLICY_MAPPINGS = "551d21";
    private static final String AUTHORITY_KEY = "551d23";
    private static final String POLICY_CONSTRAINTS = "551d24";
    static final String PURPOSES = "551d25";
    private static final String INHIBIT_ANY_POLICY = "551d36";
    private static final String AUTHORITY_ACCESS = "2b06010505070101";

    private static final Set<String> READ = Set.of(
            SUBJECT_KEY,
            KEY_USAGE,
            SUBJECT_NAMES,
            BASIC_CONSTRAINTS,
            NAME_CONSTRAINTS,
            REVOCATION_LISTS,
            POLICIES,
            POLICY_MAPPINGS,
            AUTHORITY_KEY,
            POLICY_CONSTRAINTS,
            PURPOSES,
            INHIBIT_ANY_POLICY,
            AUTHORITY_ACCESS);

    private static final Set<String> NEVER_CRITICAL = Set.of(SUBJECT_KEY, AUTHORITY_KEY, AUTHORITY_ACCESS);

    Extensions {
        values = Map.copyOf(values);
        critical = Set.copyOf(critical);
    }

    static Extensions of(Der list) throws CertificateParsingException {
        var values = new LinkedHashMap<String, Der>();
        var critical = new HashSet<String>();
        var seen = new HashSet<String>();
        for (var extension : list.sequence(0)) {
            var parts = extension.sequence(2);
            var identifier = parts.getFirst().identifier().hex();
            if (!seen.add(identifier)) {
                throw new CertificateParsingException("an extension stands there twice");
            }
            var flagged = parts.get(1).is(Der.BOOLEAN);
            if (flagged && parts.get(1).truth()) {
                critical.add(identifier);
            }
            var value = parts.get(flagged && parts.size() > 2 ? 2 : 1).expect(Der.OCTET_STRING);
            if (READ.contains(identifier)) {
                var content = value.unwrap();
                check(identifier, content);
                values.put(identifier, content);
            }
        }
        if (critical.stream().anyMatch(NEVER_CRITICAL::contains)) {
            throw new CertificateParsingException("an extension is incorrectly marked critical");
        }
        return new Extensions(values, critical);
    }

    Optional<Der> value(String identifier) {
        return Optional.ofNullable(values.get(identifier));
    }

    /** Whether a critical extension is one that Go does not read at all. */
    boolean hasUnknownCritical() {
        return !READ.containsAll(critical);
    }

    /** Go follows certificate policies; whoever limits their use is refused here, which is rare, and safe. */
    boolean limitPolicies() {
        return values.containsKey(POLICY_CONSTRAINTS) || values.containsKey(POLICY_MAPPINGS);
    }

    /** The elements of a list, and of one that is not there. */
    List<Der> children(String identifier) throws CertificateParsingException {
        var value = values.get(identifier);
        return value == null ? List.of() : value.children();
    }

    /** What the certificate calls its own key; empty if it does not say. */
    String ownKey() {
        return value(SUBJECT_KEY).map(Der::hex).orElse("");
    }

    /** What it calls the key that signed it; empty if it does not say. */
    String issuersKey() throws CertificateParsingException {
        var parts = children(AUTHORITY_KEY);
        return !parts.isEmpty() && parts.getFirst().is(Der.CONTEXT)
                ? parts.getFirst().hex()
                : "";
    }

    private static void check(String identifier, Der value) throws CertificateParsingException {
        switch (identifier) {
            case SUBJECT_KEY -> value.expect(Der.OCTET_STRING);
            case KEY_USAGE -> value.bits();
            case BASIC_CONSTRAINTS -> checkBasicConstraints(value.sequence(0));
            case INHIBIT_ANY_POLICY -> value.integer().count();
            case POLICY_CONSTRAINTS -> checkPolicyConstraints(value.sequence(0));
            case POLICY_MAPPINGS -> {
                for (var mapping : value.sequence(0)) {
                    mapping.sequence(2).getFirst().identifier();
                    mapping.sequence(2).get(1).identifier();
                }
            }
            case PURPOSES -> {
                for (var purpose : value.sequence(0)) {
                    purpose.identifier();
                }
            }
            case POLICIES -> checkPolicies(value.sequence(0));
            case AUTHORITY_ACCESS -> {
                for (var entry : value.sequence(0)) {
                    entry.sequence(1).getFirst().identifier();
                }
            }
            case REVOCATION_LISTS -> checkRevocationLists(value.sequence(0));
            default -> value.sequence(0);
        }
    }

    private static void checkBasicConstraints(List<Der> parts) throws CertificateParsingException {
        var next = 0;
        if (next < parts.size() && parts.get(next).is(Der.BOOLEAN)) {
            parts.get(next++).truth();
        }
        if (next < parts.size()) {
            parts.get(next++).integer().count();
        }
        checkEnd(parts, next);
    }

    private static void checkPolicyConstraints(List<Der> parts) throws CertificateParsingException {
        var next = 0;
        for (var tag : List.of(Der.CONTEXT, Der.CONTEXT | 1)) {
            if (next < parts.size() && parts.get(next).is(tag)) {
                parts.get(next++).count();
            }
        }
        checkEnd(parts, next);
    }

    private static void checkEnd(List<Der> parts, int end) throws CertificateParsingException {
        if (end < parts.size()) {
            throw new CertificateParsingException("an extension has something behind its end");
        }
    }

    private static void checkPolicies(List<Der> entries) throws CertificateParsingException {
        var seen = new HashSet<String>();
        for (var entry : entries) {
            if (!seen.add(entry.sequence(1).getFirst().identifier().hex())) {
                throw new CertificateParsingException("invalid certificate policies");
            }
        }
    }

    private static void checkRevocationLists(List<Der> points) throws CertificateParsingException {
        for (var point : points) {
            var parts = point.sequence(0);
            if (!parts.isEmpty() && parts.getFirst().is(Der.CONSTRUCTED_CONTEXT)) {
                parts.getFirst().unwrap().expect(Der.CONSTRUCTED_CONTEXT).children();
            }
        }
    }
}
