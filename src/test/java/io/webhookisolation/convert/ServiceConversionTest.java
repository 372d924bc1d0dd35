package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.TrafficPolicy;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceConversionTest {

    private final ServiceBuilder service = new ServiceBuilder()
            .withNewMetadata()
            .withNamespace("operators")
            .withName("webhook")
            .withUid("u1")
            .withResourceVersion("7")
            .endMetadata();

    @Test
    void a_service_without_spec_selects_nothing() {
        // given
        var bare = new io.fabric8.kubernetes.api.model.Service();

        // when
        var model = convert(bare);

        // then
        assertThat(model.selector().isEmpty()).isTrue();
        assertThat(model.ports()).isEmpty();
        assertThat(model.key().name()).isEmpty();
    }

    @Test
    void identity_and_selector_are_kept() {
        // given
        var object = service.withNewSpec()
                .addToSelector("app", "lws")
                .endSpec()
                .editMetadata()
                .addToLabels("team", "a")
                .endMetadata()
                .build();

        // when
        var model = convert(object);

        // then
        assertThat(model.key()).isEqualTo(ObjectKey.live("v1", "Service", "operators", "webhook"));
        assertThat(model.uid()).isEqualTo("u1");
        assertThat(model.resourceVersion()).isEqualTo("7");
        assertThat(model.selector()).isEqualTo(LabelSet.of("app", "lws"));
        assertThat(model.labels()).isEqualTo(LabelSet.of("team", "a"));
    }

    @Test
    void the_target_port_is_the_port_itself_unless_it_is_named_or_numbered() {
        // given
        var object = service.withNewSpec()
                .addNewPort()
                .withPort(443)
                .endPort()
                .addNewPort()
                .withName("b")
                .withPort(1)
                .withTargetPort(new IntOrString(9443))
                .endPort()
                .addNewPort()
                .withName("c")
                .withPort(2)
                .withProtocol("UDP")
                .withTargetPort(new IntOrString("dns"))
                .endPort()
                .addNewPort()
                .withName("d")
                .withPort(3)
                .withTargetPort(new IntOrString(0))
                .endPort()
                .endSpec()
                .build();

        // when
        var ports = convert(object).ports();

        // then
        assertThat(ports)
                .containsExactly(
                        new ServicePort("", 443, "TCP", "443"),
                        new ServicePort("b", 1, "TCP", "9443"),
                        new ServicePort("c", 2, "UDP", "dns"),
                        new ServicePort("d", 3, "TCP", "3"));
    }

    @Test
    void an_external_name_is_read_only_from_a_service_of_that_type_whose_selector_is_then_void() {
        // given
        var alias = service.withNewSpec()
                .withType("ExternalName")
                .withExternalName("other.example")
                .addToSelector("app", "lws")
                .endSpec()
                .build();
        var plain = service.withNewSpec()
                .withType("ClusterIP")
                .withExternalName("other.example")
                .endSpec()
                .build();

        // when
        var model = convert(alias);

        // then
        assertThat(model.externalName()).contains("other.example");
        assertThat(model.selector()).isEqualTo(LabelSet.EMPTY);
        assertThat(convert(plain).externalName()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ClusterIP,    Local,   ,      ,                LOCAL",
        "ClusterIP,    Local,   ,      PreferSameZone,  LOCAL",
        "ClusterIP,    Cluster, Local, ,                CLUSTER",
        "NodePort,     Cluster, Local, ,                LOCAL_FROM_OUTSIDE",
        "LoadBalancer, ,        Local, ,                LOCAL_FROM_OUTSIDE",
        "LoadBalancer, ,        Cluster, ,              CLUSTER",
        "ClusterIP,    ,        ,      PreferSameZone,  PREFER_NEAR",
        "LoadBalancer, ,        Local, PreferClose,     PREFER_NEAR",
        ",             ,        ,      ,                CLUSTER"
    })
    void the_callers_place_matters_for_local_policies_and_distributions(
            String type, String internal, String external, String distribution, TrafficPolicy expected) {
        // given
        var object = service.withNewSpec()
                .withType(type)
                .withInternalTrafficPolicy(internal)
                .withExternalTrafficPolicy(external)
                .withTrafficDistribution(distribution)
                .endSpec()
                .build();

        // when
        var model = convert(object);

        // then
        assertThat(model.trafficPolicy()).isEqualTo(expected);
    }

    @Test
    void headless_and_not_ready_addresses_are_seen() {
        // given
        var object = service.withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .endSpec()
                .build();

        // when
        var model = convert(object);

        // then
        assertThat(model.headless()).isTrue();
        assertThat(model.publishNotReadyAddresses()).isTrue();
        assertThat(convert(service.withNewSpec().endSpec().build()).headless()).isFalse();
    }

    @Test
    void the_wish_to_be_left_alone_counts_also_without_a_reason() {
        // given
        var reasoned = annotated("webhook-isolation.io/ignore", "migration");
        var unreasoned = annotated("webhook-isolation.io/ignore", " ");

        // when
        var reason = convert(reasoned).ignored();

        // then
        assertThat(reason).isEqualTo("migration");
        assertThat(convert(unreasoned).ignored()).isNotBlank();
        assertThat(convert(service.build()).ignored()).isEmpty();
    }

    @Test
    void our_undo_record_is_read_and_a_corrupt_one_is_told() {
        // given
        var record = new AppliedRecord(LabelSet.of("app", "lws"), "helm", Instant.EPOCH, "operators/webhooks");
        var good = annotated(AppliedAnnotation.NAME, AppliedAnnotation.write(record));
        var corrupt = annotated(AppliedAnnotation.NAME, "{\"added\":");

        // when
        var model = convert(good);

        // then
        assertThat(model.applied()).contains(record);
        assertThat(model.corruptRecord()).isFalse();
        assertThat(convert(corrupt).applied()).isEmpty();
        assertThat(convert(corrupt).corruptRecord()).isTrue();
        assertThat(convert(annotated(AppliedAnnotation.NAME, "")).corruptRecord())
                .isTrue();
    }

    @Test
    void our_own_trace_in_the_managed_fields_is_found() {
        // given
        var traced = service.editMetadata()
                .addNewManagedField()
                .withManager("webhook-isolation")
                .withOperation("Update")
                .endManagedField()
                .endMetadata()
                .build();

        // when
        var model = convert(traced);

        // then
        assertThat(model.ownFieldsEntry()).isTrue();
        assertThat(model.manager()).isEqualTo(SelectorManager.NONE);
    }

    @Test
    void a_deleted_service_is_terminating() {
        // given
        var deleted = service.editMetadata()
                .withDeletionTimestamp("2026-11-01T08:00:00Z")
                .endMetadata()
                .build();

        // when
        var model = convert(deleted);

        // then
        assertThat(model.terminating()).isTrue();
        assertThat(convert(service.editMetadata()
                                .withDeletionTimestamp(null)
                                .endMetadata()
                                .build())
                        .terminating())
                .isFalse();
    }

    private io.fabric8.kubernetes.api.model.Service annotated(String name, String value) {
        return new ServiceBuilder(service.build())
                .editMetadata()
                .addToAnnotations(name, value)
                .endMetadata()
                .build();
    }

    private static Service convert(io.fabric8.kubernetes.api.model.Service object) {
        return ServiceConversion.toModel(object, Source.CLUSTER, Provenance.NONE);
    }
}
