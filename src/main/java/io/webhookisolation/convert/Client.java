package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.APIServiceSpec;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.TrustBundle;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a call site calls and whom it trusts: the part that all four kinds share under different types. */
record Client(
        Optional<ServiceReference> service,
        Optional<String> url,
        int port,
        String path,
        TrustBundle bundle,
        boolean insecureSkipTlsVerify) {

    private static final int HTTPS = 443;
    private static final Client NOBODY =
            new Client(Optional.empty(), Optional.empty(), HTTPS, "", TrustBundle.EMPTY, false);

    static Client of(@Nullable WebhookClientConfig config) {
        if (config == null) {
            return NOBODY;
        }
        var service = config.getService();
        return service == null
                ? ofUrl(config.getUrl(), config.getCaBundle())
                : new Client(
                        Optional.of(reference(service.getNamespace(), service.getName())),
                        Optional.empty(),
                        OrEmpty.number(service.getPort(), HTTPS),
                        OrEmpty.text(service.getPath()),
                        bundle(config.getCaBundle()),
                        false);
    }

    static Client of(io.fabric8.kubernetes.api.model.apiextensions.v1.@Nullable WebhookClientConfig config) {
        if (config == null) {
            return NOBODY;
        }
        var service = config.getService();
        return service == null
                ? ofUrl(config.getUrl(), config.getCaBundle())
                : new Client(
                        Optional.of(reference(service.getNamespace(), service.getName())),
                        Optional.empty(),
                        OrEmpty.number(service.getPort(), HTTPS),
                        OrEmpty.text(service.getPath()),
                        bundle(config.getCaBundle()),
                        false);
    }

    static Client of(APIServiceSpec spec) {
        var service = spec.getService();
        return new Client(
                Optional.of(reference(service.getNamespace(), service.getName())),
                Optional.empty(),
                OrEmpty.number(service.getPort(), HTTPS),
                "",
                bundle(spec.getCaBundle()),
                OrEmpty.flag(spec.getInsecureSkipTLSVerify()));
    }

    private static Client ofUrl(@Nullable String url, @Nullable String bundle) {
        return new Client(Optional.empty(), Optional.ofNullable(url), HTTPS, "", bundle(bundle), false);
    }

    private static ServiceReference reference(@Nullable String namespace, @Nullable String name) {
        return new ServiceReference(OrEmpty.text(namespace), OrEmpty.text(name));
    }

    /** Text that is no base64 becomes the bundle as it is, so that the analysis can say that nothing in it parses. */
    private static TrustBundle bundle(@Nullable String written) {
        var base64 = OrEmpty.text(written);
        // Go's decoder skips line ends only (encoding/base64), so a folded scalar's blanks stay wrong here too.
        var text = base64.replace("\r", "").replace("\n", "");
        try {
            return text.isEmpty()
                    ? TrustBundle.EMPTY
                    : new TrustBundle(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return new TrustBundle(base64.getBytes(StandardCharsets.UTF_8));
        }
    }
}
