package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.webhookisolation.model.SelectorManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagerRecognitionTest {

    private static final Map<String, Object> SELECTOR = Map.of("f:spec", Map.of("f:selector", Map.of()));

    private final ServiceBuilder service =
            new ServiceBuilder().withNewMetadata().withName("webhook").endMetadata();

    @ParameterizedTest
    @CsvSource({
        "argocd-controller,         Apply,  true",
        "argocd-controller,         Update, true",
        "kustomize-controller,      Apply,  true",
        "helm-controller,           Update, true",
        "helm,                      Update, true",
        "helm,                      Apply,  true",
        "kubectl,                   Apply,  true",
        "kubectl-client-side-apply, Update, true",
        "some-operator,             Apply,  true",
        "some-operator,             Update, false",
        "kubectl-create,            Update, false",
        "kubectl-edit,              Update, false",
        "kubectl-patch,             Update, false",
        "webhook-isolation,         Update, false",
        "webhook-isolation,         Apply,  false"
    })
    void a_field_manager_of_the_selector_is_known_if_it_will_write_again(
            String manager, String operation, boolean known) {
        // given
        managedBy(manager, operation, SELECTOR);

        // when
        var recognised = recognise();

        // then
        assertThat(recognised.known()).isEqualTo(known);
        assertThat(recognised.name()).isEqualTo(known ? manager : "");
    }

    @Test
    void a_manager_of_other_fields_is_none_of_the_selector() {
        // given
        managedBy("helm", "Apply", Map.of("f:spec", Map.of("f:ports", Map.of())));

        // when
        var recognised = recognise();

        // then
        assertThat(recognised).isEqualTo(SelectorManager.NONE);
    }

    @Test
    void an_entry_without_fields_is_no_manager() {
        // given
        service.editMetadata()
                .addNewManagedField()
                .withManager("helm")
                .withOperation("Apply")
                .endManagedField()
                .endMetadata();

        // when
        var recognised = recognise();

        // then
        assertThat(recognised).isEqualTo(SelectorManager.NONE);
    }

    @Test
    void of_several_field_managers_the_first_by_name_is_told_whatever_their_order() {
        // given
        managedBy("kustomize-controller", "Apply", SELECTOR);
        managedBy("argocd-controller", "Apply", SELECTOR);

        // when
        var recognised = recognise();

        // then
        assertThat(recognised.name()).isEqualTo("argocd-controller");
        assertThat(recognised.detail())
                .isEqualTo("field manager argocd-controller owns the selector by server-side apply");
    }

    @ParameterizedTest
    @CsvSource({
        "argocd.argoproj.io/tracking-id,             argocd-controller",
        "argocd.argoproj.io/instance,                argocd-controller",
        "kustomize.toolkit.fluxcd.io/name,           kustomize-controller",
        "helm.toolkit.fluxcd.io/name,                helm-controller",
        "meta.helm.sh/release-name,                  helm",
        "olm.owner,                                  olm",
        "olm.owner.kind,                             olm",
        "olm.operatorframework.io/owner-name,        olm"
    })
    void a_tracking_mark_tells_the_manager_as_label_and_as_annotation(String key, String manager) {
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
        assertThat(byAnnotation.name()).isEqualTo(manager);
        assertThat(byLabel.known() && byAnnotation.known()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Helm, true", "kustomize, false"})
    void only_helm_writes_its_name_as_manager_into_the_standard_label(String value, boolean known) {
        // given
        service.editMetadata()
                .addToLabels("app.kubernetes.io/managed-by", value)
                .endMetadata();

        // when
        var recognised = recognise();

        // then
        assertThat(recognised.known()).isEqualTo(known);
    }

    @Test
    void a_persons_edit_does_not_hide_a_tracking_mark() {
        // given
        managedBy("kubectl-edit", "Update", SELECTOR);
        service.editMetadata()
                .addToAnnotations("argocd.argoproj.io/tracking-id", "x")
                .endMetadata();

        // when
        var recognised = recognise();

        // then
        assertThat(recognised.name()).isEqualTo("argocd-controller");
    }

    @Test
    void a_controller_is_a_manager_and_a_mere_owner_is_none() {
        // given
        var controlled = owned(true);
        var owned = owned(false);

        // when
        var recognised = ManagerRecognition.of(Metadata.of(controlled));

        // then
        assertThat(recognised).isEqualTo(new SelectorManager("Thing/main", true, "controlled by Thing/main"));
        assertThat(ManagerRecognition.of(Metadata.of(owned))).isEqualTo(SelectorManager.NONE);
    }

    private io.fabric8.kubernetes.api.model.Service owned(boolean controller) {
        return new ServiceBuilder(service.build())
                .editMetadata()
                .addNewOwnerReference()
                .withKind("Thing")
                .withName("main")
                .withController(controller)
                .endOwnerReference()
                .endMetadata()
                .build();
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
