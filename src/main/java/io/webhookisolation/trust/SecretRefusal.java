package io.webhookisolation.trust;

/** Why a Secret is not ours to write, and the way out. */
public enum SecretRefusal {
    NOT_MOUNTED("no proved owner mounts it; mount it where the webhook server reads its certificate"),
    IMMUTABLE("it is immutable; delete it, and it is made anew"),
    OTHER_TYPE(
            "its type is not " + SecretRule.TLS_TYPE + ", so it may hold something else; name another Secret to mount"),
    OTHER_NAME("its leaf does not name this Service, so it may serve another; delete it if it serves nobody");

    private final String sentence;

    SecretRefusal(String sentence) {
        this.sentence = sentence;
    }

    /** To follow the name of the Secret and a colon. */
    public String sentence() {
        return sentence;
    }
}
