package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.webhookisolation.model.Provenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenanceConversionTest {

    private final ServiceBuilder service =
            new ServiceBuilder().withNewMetadata().withNamespace("operators").endMetadata();

    @Test
    void an_object_without_marks_tells_only_where_it_lives() {
        // when
        var provenance = ProvenanceConversion.ofCluster(service.build());

        // then
        assertThat(provenance.homeNamespace()).contains("operators");
        assertThat(provenance.component()).isEmpty();
        assertThat(provenance.helmRelease()).isEmpty();
        assertThat(provenance.olmOwner()).isEmpty();
        assertThat(ProvenanceConversion.ofCluster(new Service())).isEqualTo(Provenance.NONE);
    }

    @Test
    void a_helm_release_is_named_with_its_namespace() {
        // given
        service.editMetadata()
                .addToAnnotations("meta.helm.sh/release-name", "lws")
                .addToAnnotations("meta.helm.sh/release-namespace", "lws-system")
                .addToLabels("helm.sh/chart", "other-1.0.0")
                .endMetadata();

        // when
        var provenance = ProvenanceConversion.ofCluster(service.build());

        // then
        assertThat(provenance.helmRelease()).contains("lws-system/lws");
        assertThat(provenance.component()).isEqualTo("lws");
    }

    @Test
    void a_release_without_namespace_lives_where_the_object_does() {
        // given
        service.editMetadata()
                .addToAnnotations("meta.helm.sh/release-name", "lws")
                .endMetadata();

        // when
        var provenance = ProvenanceConversion.ofCluster(service.build());

        // then
        assertThat(provenance.helmRelease()).contains("operators/lws");
    }

    @ParameterizedTest
    @CsvSource({
        "cert-manager-v1.18.2,       cert-manager",
        "kueue-0.11.4,               kueue",
        "k8s-3-operator-1.2.3-rc.1,  k8s-3-operator",
        "plain,                      plain"
    })
    void a_chart_label_names_the_component_without_its_version(String label, String component) {
        // given
        service.editMetadata().addToLabels("helm.sh/chart", label).endMetadata();

        // when
        var provenance = ProvenanceConversion.ofCluster(service.build());

        // then
        assertThat(provenance.component()).isEqualTo(component);
    }

    @Test
    void an_olm_owner_is_found_by_label_and_by_reference() {
        // given
        var labelled = new ServiceBuilder(service.build())
                .editMetadata()
                .addToLabels("olm.owner", "lws.v1")
                .endMetadata()
                .build();
        var referenced = new ServiceBuilder(service.build())
                .editMetadata()
                .addToOwnerReferences(owner(false, "v1", "Other", "x", "u1"))
                .addToOwnerReferences(
                        owner(false, "operators.coreos.com/v1alpha1", "ClusterServiceVersion", "lws.v1", "u2"))
                .endMetadata()
                .build();

        // when
        var byLabel = ProvenanceConversion.ofCluster(labelled);
        var byReference = ProvenanceConversion.ofCluster(referenced);

        // then
        assertThat(byLabel.olmOwner()).contains("lws.v1");
        assertThat(byReference.olmOwner()).contains("lws.v1");
    }

    private static io.fabric8.kubernetes.api.model.OwnerReference owner(
            boolean controller, String apiVersion, String kind, String name, String uid) {
        return new OwnerReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .withController(controller)
                .build();
    }
}
