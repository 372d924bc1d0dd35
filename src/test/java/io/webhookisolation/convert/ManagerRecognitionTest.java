package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.SelectorManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of one sign; whole Services, as tools leave them, are in {@code cases/managers}. */
class ManagerRecognitionTest {

    private static final Map<String, Object> SELECTOR = Map.of("f:spec", Map.of("f:selector", Map.of()));

    private final ServiceBuilder service =
            new ServiceBuilder().withNewMetadata().withName("webhook").endMetadata();

    @ParameterizedTest
    @CsvSource({
        "argocd-controller,             Apply,  ARGO_CD_SERVER_SIDE",
        "argocd-controller,             Update, ARGO_CD_CLIENT_SIDE",
        "argocd-application-controller, Apply,  ARGO_CD_SERVER_SIDE",
        "argocd-application-controller, Update, ARGO_CD_CLIENT_SIDE",
        "kustomize-controller,          Apply,  FLUX_KUSTOMIZE",
        "kustomize-controller,          Update, FLUX_KUSTOMIZE",
        "helm-controller,               Apply,  FLUX_HELM",
        "helm-controller,               Update, FLUX_HELM",
        "helm,                          Apply,  HELM_4",
        "helm,                          Update, HELM_3",
        "kubectl,                       Apply,  KUBECTL_SERVER_SIDE",
        "kubectl-client-side-apply,     Update, KUBECTL_CLIENT_SIDE",
        "olm,                           Update, OLM",
        "some-operator,                 Apply,  SERVER_SIDE",
        "some-operator,                 Update, NONE",
        "kubectl-create,                Update, NONE",
        "kubectl-edit,                  Update, NONE",
        "kubectl-patch,                 Update, NONE",
        "webhook-isolation,             Update, NONE",
        "webhook-isolation,             Apply,  NONE"
    })
    void a_field_manager_is_known_by_its_name_and_by_the_way_it_writes(
            String manager, String operation, ManagerKind kind) {
        // given
        managedBy(manager, operation, SELECTOR);

        // when
        var recognised = recognise();

        // then
        assertThat(recognised.kind()).isEqualTo(kind);
        assertThat(recognised.name()).isEqualTo(kind == ManagerKind.NONE ? "" : manager);
    }

    @ParameterizedTest
    @CsvSource({
        "f:selector, helm,          HELM_4",
        "f:ports,    helm,          HELM_4",
        "f:type,     helm,          HELM_4",
        "f:selector, some-operator, SERVER_SIDE",
        "f:ports,    some-operator, SERVER_SIDE",
        "f:type,     some-operator, NONE",
        "f:type,     kubectl,       NONE"
    })
    void a_tool_is_known_by_any_field_and_a_stranger_by_those_that_make_a_service(
            String field, String manager, ManagerKind kind) {
        // given
        managedBy(manager, "Apply", Map.of("f:spec", Map.of(field, Map.of())));

        // when
        var recognised = recognise();

        // then
        assertThat(recognised.kind()).isEqualTo(kind);
    }

    @Test
    void of_several_the_most_adverse_is_told_whatever_their_order() {
        // given
        managedBy("helm", "Update", SELECTOR);
        managedBy("kustomize-controller", "Apply", SELECTOR);
        managedBy("helm", "Apply", SELECTOR);

        // when
        var recognised = recognise();

        // then
        assertThat(recognised)
                .isEqualTo(new SelectorManager(
                        ManagerKind.FLUX_KUSTOMIZE, "kustomize-controller", "managedFields: Apply"));
    }

    @Test
    void of_equals_the_first_by_name_is_told_and_how_it_applies_before_how_it_updates() {
        // given
        managedBy("kustomize-controller", "Update", SELECTOR);
        managedBy("kustomize-controller", "Apply", SELECTOR);
        managedBy("zeus", "Apply", SELECTOR);
        managedBy("atlas", "Apply", SELECTOR);

        // when
        var recognised = recognise();

        // then
        assertThat(recognised.detail()).isEqualTo("managedFields: Apply");
    }

    @ParameterizedTest
    @CsvSource({
        "argocd.argoproj.io/tracking-id,                   argocd-controller,         ARGO_CD_CLIENT_SIDE",
        "argocd.argoproj.io/instance,                      argocd-controller,         ARGO_CD_CLIENT_SIDE",
        "kustomize.toolkit.fluxcd.io/name,                 kustomize-controller,      FLUX_KUSTOMIZE",
        "helm.toolkit.fluxcd.io/name,                      helm-controller,           FLUX_HELM",
        "kubectl.kubernetes.io/last-applied-configuration, kubectl-client-side-apply, KUBECTL_CLIENT_SIDE",
        "olm.owner,                                        olm,                       OLM",
        "olm.owner.kind,                                   olm,                       OLM",
        "olm.managed,                                      olm,                       OLM",
        "olm.operatorframework.io/owner-name,              olm,                       OLM"
    })
    void a_tracking_mark_tells_the_manager_as_label_and_as_annotation(String key, String manager, ManagerKind kind) {
        // given
        var labelled = new ServiceBuilder(service.build())
                .editMetadata()
                .addToLabels(key, "x")
                .endMetadata()
                .build();
        var annotated = new ServiceBuilder(service.build())
                .editMetadata()
                .addToAnnotations(key, "x")
                .endMetadata()
                .build();

        // when
        var byLabel = ManagerRecognition.of(Metadata.of(labelled));
        var byAnnotation = ManagerRecognition.of(Metadata.of(annotated));

        // then
        assertThat(byLabel.name()).isEqualTo(manager);
        assertThat(byLabel.kind()).isEqualTo(kind);
        assertThat(byAnnotation.name()).isEqualTo(manager);
        assertThat(byAnnotation.kind()).isEqualTo(kind);
    }

    private void managedBy(String manager, String operation, Map<String, Object> fields) {
        var owned = new FieldsV1();
        fields.forEach(owned::setAdditionalProperty);
        service.editMetadata()
                .addNewManagedField()
                .withManager(manager)
                .withOperation(operation)
                .withFieldsV1(owned)
                .endManagedField()
                .endMetadata();
    }

    private SelectorManager recognise() {
        return ManagerRecognition.of(Metadata.of(service.build()));
    }
}
