package io.webhookisolation.report;

/** The conditions of a policy, in the order of its status. */
enum ConditionType {
    READY("Ready"),
    STALLED("Stalled"),
    RECONCILING("Reconciling"),
    ISOLATED("Isolated"),
    SELECTORS_APPLIED("SelectorsApplied"),
    CERTIFICATES_READY("CertificatesReady"),
    CA_BUNDLES_TRUSTED("CABundlesTrusted"),
    ROTATION_PROGRESSING("RotationProgressing"),
    CONTESTED("Contested");

    private final String word;

    ConditionType(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
