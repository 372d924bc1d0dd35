package io.webhookisolation.suggest;

import io.webhookisolation.model.ManagerKind;

/** In which form a repair is said. */
public enum Form {
    JSON_PATCH("JSON patch (RFC 6902) by kubectl"),
    STRATEGIC_MERGE("strategic merge patch by kubectl"),
    KUSTOMIZE_COMPONENT("kustomize component"),
    HELM_POST_RENDERER("Helm post-renderer"),
    ARGO_CD("Argo CD ignoreDifferences"),
    FLUX_KUSTOMIZATION("patches of a Flux Kustomization"),
    FLUX_HELM_RELEASE("post-renderer of a Flux HelmRelease"),
    CLUSTER_SERVICE_VERSION("note for the publisher of the ClusterServiceVersion"),
    NOTE("note"),
    DIFF("unified diff");

    private final String title;

    Form(String title) {
        this.title = title;
    }

    /** How reports call it. */
    public String title() {
        return title;
    }

    /** The one that lasts under this manager: a change of what it writes where it writes the selector again. */
    static Form under(ManagerKind manager) {
        return switch (manager) {
            case NONE, ARGO_CD_CLIENT_SIDE -> JSON_PATCH;
            case KUBECTL_CLIENT_SIDE -> STRATEGIC_MERGE;
            case KUBECTL_SERVER_SIDE, SERVER_SIDE -> KUSTOMIZE_COMPONENT;
            case HELM_3, HELM_4 -> HELM_POST_RENDERER;
            case FLUX_HELM -> FLUX_HELM_RELEASE;
            case FLUX_KUSTOMIZE -> FLUX_KUSTOMIZATION;
            case ARGO_CD_SERVER_SIDE -> ARGO_CD;
            case OLM -> CLUSTER_SERVICE_VERSION;
            case OPERATOR -> NOTE;
        };
    }

    /** One file for all Services of an installation, since the manager takes only one. */
    boolean isShared() {
        return switch (this) {
            case HELM_POST_RENDERER, ARGO_CD, FLUX_KUSTOMIZATION, FLUX_HELM_RELEASE, CLUSTER_SERVICE_VERSION -> true;
            case JSON_PATCH, STRATEGIC_MERGE, KUSTOMIZE_COMPONENT, NOTE, DIFF -> false;
        };
    }
}
