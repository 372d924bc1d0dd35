package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.CallSiteKind;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.TrustBundle;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallSiteConversionTest {

    private static final String BUNDLE =
            Base64.getEncoder().encodeToString("a bundle".getBytes(StandardCharsets.UTF_8));

    @Test
    void objects_that_call_nobody_give_no_call_site() {
        // given
        var local = new APIServiceBuilder().withNewSpec().endSpec().build();
        var unconverted = new CustomResourceDefinitionBuilder()
                .withNewSpec()
                .withNewConversion()
                .withStrategy("None")
                .endConversion()
                .endSpec()
                .build();

        // when
        var sites = CallSiteConversion.toModel(local, Source.CLUSTER, Provenance.NONE);

        // then
        assertThat(sites).isEmpty();
        assertThat(CallSiteConversion.toModel(new APIService(), Source.CLUSTER, Provenance.NONE))
                .isEmpty();
        assertThat(CallSiteConversion.toModel(unconverted, Source.CLUSTER, Provenance.NONE))
                .isEmpty();
        assertThat(CallSiteConversion.toModel(new CustomResourceDefinition(), Source.CLUSTER, Provenance.NONE))
                .isEmpty();
        assertThat(CallSiteConversion.toModel(new ValidatingWebhookConfiguration(), Source.CLUSTER, Provenance.NONE))
                .isEmpty();
    }

    @Test
    void each_entry_is_a_call_site_with_the_defaults_of_the_api() {
        // given
        var object = new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName("lws")
                .addToAnnotations("webhook-isolation.io/ignore", "migration")
                .endMetadata()
                .addNewWebhook()
                .withName("full.example")
                .withFailurePolicy("Ignore")
                .withNewClientConfig()
                .withCaBundle(BUNDLE)
                .withNewService("lws-webhook", "operators", "/validate", 8443)
                .endClientConfig()
                .endWebhook()
                .addNewWebhook()
                .withName("terse.example")
                .withNewClientConfig()
                .withNewService("lws-webhook", "operators", null, null)
                .endClientConfig()
                .endWebhook()
                .build();

        // when
        var sites = CallSiteConversion.toModel(object, Source.CLUSTER, Provenance.NONE);

        // then
        var full = sites.getFirst();
        assertThat(full.kind()).isEqualTo(CallSiteKind.VALIDATING_WEBHOOK);
        assertThat(full.toString()).isEqualTo("ValidatingWebhookConfiguration/lws entry full.example");
        assertThat(full.service()).contains(new ServiceReference("operators", "lws-webhook"));
        assertThat(full.port()).isEqualTo(8443);
        assertThat(full.path()).isEqualTo("/validate");
        assertThat(full.failurePolicy()).isEqualTo("Ignore");
        assertThat(full.ignored()).isEqualTo("migration");
        assertThat(text(full)).isEqualTo("a bundle");
        var terse = sites.getLast();
        assertThat(terse.port()).isEqualTo(443);
        assertThat(terse.path()).isEmpty();
        assertThat(terse.failurePolicy()).isEqualTo("Fail");
        assertThat(terse.bundle()).isEqualTo(TrustBundle.EMPTY);
    }

    @Test
    void an_entry_may_name_a_url_or_nothing_at_all() {
        // given
        var object = new MutatingWebhookConfigurationBuilder()
                .addNewWebhook()
                .withName("url")
                .withNewClientConfig()
                .withUrl("https://example.com/mutate")
                .endClientConfig()
                .endWebhook()
                .addNewWebhook()
                .withName("nothing")
                .endWebhook()
                .build();

        // when
        var sites = CallSiteConversion.toModel(object, Source.CLUSTER, Provenance.NONE);

        // then
        assertThat(sites.getFirst().kind()).isEqualTo(CallSiteKind.MUTATING_WEBHOOK);
        assertThat(sites.getFirst().url()).contains("https://example.com/mutate");
        assertThat(sites.getFirst().service()).isEmpty();
        assertThat(sites.getLast().url()).isEmpty();
        assertThat(sites.getLast().service()).isEmpty();
    }

    @Test
    void a_conversion_webhook_is_one_call_site() {
        // given
        var object = new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName("things.example.com")
                .endMetadata()
                .withNewSpec()
                .withNewConversion()
                .withStrategy("Webhook")
                .withNewWebhook()
                .withNewClientConfig()
                .withCaBundle(BUNDLE)
                .withNewService("webhook", "operators", "/convert", null)
                .endClientConfig()
                .endWebhook()
                .endConversion()
                .endSpec()
                .build();

        // when
        var sites = CallSiteConversion.toModel(object, Source.CLUSTER, Provenance.NONE);

        // then
        assertThat(sites).singleElement().satisfies(site -> {
            assertThat(site.kind()).isEqualTo(CallSiteKind.CONVERSION_WEBHOOK);
            assertThat(site.entry()).isEmpty();
            assertThat(site.service()).contains(new ServiceReference("operators", "webhook"));
            assertThat(site.path()).isEqualTo("/convert");
            assertThat(site.failurePolicy()).isEmpty();
            assertThat(text(site)).isEqualTo("a bundle");
        });
    }

    @Test
    void an_api_service_may_ask_for_no_verification() {
        // given
        var object = new APIServiceBuilder()
                .withNewMetadata()
                .withName("v1beta1.metrics.k8s.io")
                .endMetadata()
                .withNewSpec()
                .withInsecureSkipTLSVerify(true)
                .withNewService("metrics", "operators", null)
                .endSpec()
                .build();

        // when
        var sites = CallSiteConversion.toModel(object, Source.CLUSTER, Provenance.NONE);

        // then
        assertThat(sites).singleElement().satisfies(site -> {
            assertThat(site.kind()).isEqualTo(CallSiteKind.API_SERVICE);
            assertThat(site.insecureSkipTlsVerify()).isTrue();
            assertThat(site.port()).isEqualTo(443);
            assertThat(site.service()).contains(new ServiceReference("operators", "metrics"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "YQ=a", "a b="})
    void a_bundle_that_is_no_base64_is_kept_as_it_stands(String garbage) {
        // given
        var object = withBundle(garbage);

        // when
        var sites = CallSiteConversion.toModel(object, Source.CLUSTER, Provenance.NONE);

        // then
        assertThat(text(sites.getFirst())).isEqualTo(garbage);
    }

    @Test
    void line_ends_inside_base64_are_skipped_as_the_api_server_skips_them() {
        // given
        var object = withBundle(BUNDLE.substring(0, 4) + "\r\n" + BUNDLE.substring(4) + "\n");

        // when
        var sites = CallSiteConversion.toModel(object, Source.CLUSTER, Provenance.NONE);

        // then
        assertThat(text(sites.getFirst())).isEqualTo("a bundle");
    }

    private static ValidatingWebhookConfiguration withBundle(String text) {
        return new ValidatingWebhookConfigurationBuilder()
                .addNewWebhook()
                .withNewClientConfig()
                .withCaBundle(text)
                .endClientConfig()
                .endWebhook()
                .build();
    }

    private static String text(CallSite site) {
        return new String(site.bundle().bytes(), StandardCharsets.UTF_8);
    }
}
