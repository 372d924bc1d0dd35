package io.webhookisolation.model;

/**
 * What manages a selector, and what it does with a key that somebody else added; in the order from harmless to adverse,
 * so that of several managers the last one counts.
 *
 * <p>A selector is one value for server-side apply, which therefore restores it whole (an atomic map, kubernetes/api
 * core/v1/types.go); a client-side apply merges it key by key and keeps what it did not put there itself.
 */
public enum ManagerKind {
    NONE(true, "nobody known writes it again"),
    KUBECTL_CLIENT_SIDE(true, "keeps an added key, since client-side apply merges key by key"),
    ARGO_CD_CLIENT_SIDE(true, "keeps an added key and sees no drift in it"),
    HELM_3(true, "keeps an added key, since an upgrade merges key by key"),
    KUBECTL_SERVER_SIDE(false, "restores its own selector with the next apply"),
    SERVER_SIDE(false, "restores its own selector with its next apply"),
    HELM_4(false, "restores its own selector with the next upgrade"),
    FLUX_HELM(false, "restores its own selector with the next upgrade, or at once where it detects drift"),
    FLUX_KUSTOMIZE(false, "forces its own selector back at each interval"),
    ARGO_CD_SERVER_SIDE(false, "forces its own selector back with each sync, by itself where it heals drift"),
    OLM(false, "forces back the selector that the ClusterServiceVersion leads to"),
    OPERATOR(false, "restores its own selector whenever it looks");

    private final boolean keeping;
    private final String reaction;

    ManagerKind(boolean keeping, String reaction) {
        this.keeping = keeping;
        this.reaction = reaction;
    }

    /** Whether a key that we add stays; only then is a selector written without being asked to override. */
    public boolean isKeeping() {
        return keeping;
    }

    /**
     * Whether a label that we add to a Pod template stays: labels are merged key by key, also by server-side apply
     * (apimachinery meta/v1 ObjectMeta), so that only who writes the whole template takes it away.
     */
    public boolean isKeepingTemplateLabels() {
        return switch (this) {
            case NONE,
                    KUBECTL_CLIENT_SIDE,
                    ARGO_CD_CLIENT_SIDE,
                    HELM_3,
                    KUBECTL_SERVER_SIDE,
                    SERVER_SIDE,
                    HELM_4,
                    FLUX_HELM,
                    FLUX_KUSTOMIZE -> true;
            // An annotation that says Replace=true is told as this one too.
            case ARGO_CD_SERVER_SIDE, OLM, OPERATOR -> false;
        };
    }

    /** What it does with an added key, to follow its name in a sentence. */
    public String reaction() {
        return reaction;
    }
}
