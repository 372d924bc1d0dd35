package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.webhookisolation.model.ServiceReference;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSliceConversionTest {

    @Test
    void a_bare_slice_belongs_to_nobody_and_leads_nowhere() {
        // when
        var slice = EndpointSliceConversion.toModel(new EndpointSlice());

        // then
        assertThat(slice.service().name()).isEmpty();
        assertThat(slice.managed()).isFalse();
        assertThat(slice.endpoints()).isEmpty();
        assertThat(slice.ports()).isEmpty();
    }

    @Test
    void service_manager_address_type_and_ports_are_read() {
        // given
        var object = new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace("operators")
                .withName("webhook-1")
                .addToLabels("kubernetes.io/service-name", "webhook")
                .addToLabels("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withPort(9443)
                .endPort()
                .addNewPort()
                .withName("every-port")
                .endPort()
                .build();

        // when
        var slice = EndpointSliceConversion.toModel(object);

        // then
        assertThat(slice.service()).isEqualTo(new ServiceReference("operators", "webhook"));
        assertThat(slice.managed()).isTrue();
        assertThat(slice.fqdn()).isFalse();
        assertThat(slice.ports()).isEqualTo(Map.of("", 9443));
    }

    @Test
    void a_slice_of_another_author_is_not_managed_and_may_hold_host_names() {
        // given
        var object = new EndpointSliceBuilder()
                .withNewMetadata()
                .addToLabels("endpointslice.kubernetes.io/managed-by", "staff")
                .endMetadata()
                .withAddressType("FQDN")
                .build();

        // when
        var slice = EndpointSliceConversion.toModel(object);

        // then
        assertThat(slice.managed()).isFalse();
        assertThat(slice.fqdn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        ",      ,      ,     true,  true,  false",
        "false, ,      ,     false, false, false",
        "false, true,  true, false, true,  true",
        "true,  false, ,     true,  false, false"
    })
    void unset_conditions_mean_what_the_api_says(
            Boolean ready, Boolean serving, Boolean terminating, boolean isReady, boolean serves, boolean ends) {
        // given
        var object = new EndpointSliceBuilder()
                .addNewEndpoint()
                .withNewConditions()
                .withReady(ready)
                .withServing(serving)
                .withTerminating(terminating)
                .endConditions()
                .endEndpoint()
                .build();

        // when
        var endpoint = EndpointSliceConversion.toModel(object).endpoints().getFirst();

        // then
        assertThat(endpoint.ready()).isEqualTo(isReady);
        assertThat(endpoint.serving()).isEqualTo(serves);
        assertThat(endpoint.terminating()).isEqualTo(ends);
    }

    @Test
    void only_a_pod_is_a_target() {
        // given
        var object = new EndpointSliceBuilder()
                .addNewEndpoint()
                .withAddresses("10.0.0.1")
                .withNodeName("n1")
                .withZone("z1")
                .withNewTargetRef()
                .withKind("Pod")
                .withName("a")
                .withUid("u1")
                .endTargetRef()
                .endEndpoint()
                .addNewEndpoint()
                .withNewTargetRef()
                .withKind("Node")
                .withName("n1")
                .withUid("u2")
                .endTargetRef()
                .endEndpoint()
                .build();

        // when
        var endpoints = EndpointSliceConversion.toModel(object).endpoints();

        // then
        assertThat(endpoints.getFirst().addresses()).containsExactly("10.0.0.1");
        assertThat(endpoints.getFirst().podUid()).isEqualTo("u1");
        assertThat(endpoints.getFirst().podName()).isEqualTo("a");
        assertThat(endpoints.getFirst().nodeName()).isEqualTo("n1");
        assertThat(endpoints.getFirst().zone()).contains("z1");
        assertThat(endpoints.getLast().podUid()).isEmpty();
        assertThat(endpoints.getLast().podName()).isEmpty();
        assertThat(endpoints.getLast().zone()).isEmpty();
    }
}
