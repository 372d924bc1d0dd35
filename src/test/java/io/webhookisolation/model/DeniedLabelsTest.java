package io.webhookisolation.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeniedLabelsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pod-template-hash",
                "controller-revision-hash",
                "pod-template-generation",
                "statefulset.kubernetes.io/pod-name",
                "apps.kubernetes.io/pod-index",
                "batch.kubernetes.io/job-name",
                "batch.kubernetes.io/controller-uid",
                "job-name",
                "controller-uid",
                "helm.sh/chart",
                "helm.sh/revision",
                "heritage",
                "chart",
                "app.kubernetes.io/version",
                "app.kubernetes.io/managed-by",
                "app.kubernetes.io/created-by",
                "rollouts-pod-template-hash",
                "istio.io/rev",
                "topology.kubernetes.io/zone",
                "checksum/config",
            })
    void aKeyThatChangesByItselfIsDenied(String key) {
        assertThat(DeniedLabels.contains(key, "stable")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1.2.3",
                "v1.2.3",
                "v1.2.3-rc.1",
                "1.2.3_build",
                "0f3c9a1b",
                "deadbeef",
                "0123456789abcdef",
                "2026-06-01",
                "20260601",
                "2026-06-01T12",
                "sha256-0f3c",
                "sha1_ab",
            })
    void aValueThatChangesWithEachReleaseIsDenied(String value) {
        assertThat(DeniedLabels.contains("app", value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "app.kubernetes.io/name, lws",
        "app.kubernetes.io/instance, lws-1",
        "app, v1",
        "app, 12",
        "app, facade",
        "app, 1-2-3",
        "charts, a",
        "release, gatekeeper",
    })
    void anOrdinaryLabelIsNot(String key, String value) {
        assertThat(DeniedLabels.contains(key, value)).isFalse();
    }
}
