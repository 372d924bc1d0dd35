package io.webhookisolation.x509;

import static io.webhookisolation.x509.Oddity.extension;

import java.util.List;

/** Extensions that Go does not know, cannot do without, or cannot read. */
final class ExtensionOddities {

    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String REVOCATION_LISTS = "2.5.29.31";
    private static final String POLICIES = "2.5.29.32";
    private static final String POLICY_MAPPINGS = "2.5.29.33";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String POLICY_CONSTRAINTS = "2.5.29.36";
    private static final String PURPOSES = "2.5.29.37";
    private static final String INHIBIT_ANY_POLICY = "2.5.29.54";
    private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";

    static final List<Oddity> ALL = List.of(
            extension("unknown critical extension", "1.2.3.4", true, "0500"),
            extension("unknown extension", "1.2.3.4", false, "0500"),
            extension("unknown extension that is no DER", "1.2.3.4", false, "ff"),
            extension("extension that only the JDK knows", "2.16.840.1.113730.1.1", true, "03020640"),
            extension("key period that must be understood", "2.5.29.16", true, "3000"),
            extension("critical key identifier", SUBJECT_KEY, true, "0401aa"),
            extension("another key identifier", SUBJECT_KEY, false, "0401aa"),
            extension("broken key identifier", SUBJECT_KEY, false, "0500"),
            extension("critical authority key", AUTHORITY_KEY, true, "3000"),
            extension("empty authority key", AUTHORITY_KEY, false, "3000"),
            extension("broken authority key", AUTHORITY_KEY, false, "3003800100ff"),
            extension("broken key usage", KEY_USAGE, false, "3000"),
            extension("padded key usage", KEY_USAGE, true, "03020107"),
            extension("empty key usage", KEY_USAGE, true, "030100"),
            extension("key usage without a bit", KEY_USAGE, true, "03020700"),
            extension("broken basic constraints", BASIC_CONSTRAINTS, false, "0500"),
            extension("empty basic constraints", BASIC_CONSTRAINTS, true, "3000"),
            extension("true written as one", BASIC_CONSTRAINTS, true, "3003010101"),
            extension("path length below zero", BASIC_CONSTRAINTS, false, "30060101ff0201ff"),
            extension("path length with zeros", BASIC_CONSTRAINTS, true, "30070101ff02020001"),
            extension("path length without authority", BASIC_CONSTRAINTS, true, "3003020100"),
            extension("path length before authority", BASIC_CONSTRAINTS, true, "30060201030101ff"),
            extension("broken authority access", AUTHORITY_ACCESS, false, "0500"),
            extension("critical authority access", AUTHORITY_ACCESS, true, "3000"),
            extension("broken revocation lists", REVOCATION_LISTS, false, "30020500"),
            extension("broken page of a revocation list", REVOCATION_LISTS, false, "30083006a004a00286ff"),
            extension("policy", POLICIES, false, "3006300406022a03"),
            extension("critical policy", POLICIES, true, "3006300406022a03"),
            extension("broken policies", POLICIES, false, "30020500"),
            extension("repeated policy", POLICIES, false, "300c300406022a03300406022a03"),
            extension("explicit policy", POLICY_CONSTRAINTS, true, "3003800100"),
            extension("broken explicit policy", POLICY_CONSTRAINTS, false, "30028000"),
            extension("mapped policy", POLICY_MAPPINGS, false, "300c300a06022a030604551d2000"),
            extension("mapping of nothing", POLICY_MAPPINGS, false, "300430020500"),
            extension("inhibited policy", INHIBIT_ANY_POLICY, true, "020100"),
            extension("broken inhibited policy", INHIBIT_ANY_POLICY, false, "02020000"),
            extension("broken purposes", PURPOSES, false, "30020500"),
            extension("no purpose", PURPOSES, false, "3000"),
            extension("purpose of another maker", PURPOSES, false, "300406022a03"));

    private ExtensionOddities() {}
}
