package io.webhookisolation.observe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.webhookisolation.convert.SecretConversion;
import org.jspecify.annotations.Nullable;

/**
 * A Secret without anything but its chain: the API has no way to ask for one field, so what else stands in the answer is
 * skipped while it is read. Its metadata is skipped too, since {@code kubectl apply} keeps a copy of the key in there.
 */
@Group("")
@Version("v1")
@Kind("Secret")
@Plural("secrets")
@JsonIgnoreProperties(ignoreUnknown = true)
// The client would make its own Secret of it, key and all.
@JsonDeserialize(using = JsonDeserializer.None.class)
final class ChainOfSecret implements HasMetadata, Namespaced {

    private static final long serialVersionUID = 1L;

    private transient String chain = "";

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Content(
            @JsonProperty(SecretConversion.CHAIN) @Nullable String chain) {}

    /** In PEM form; empty if there is none. */
    String chain() {
        return chain;
    }

    @JsonProperty("data")
    private void setData(@Nullable Content data) {
        chain = data == null || data.chain == null ? "" : SecretConversion.decoded(data.chain);
    }

    @Override
    @JsonIgnore
    public ObjectMeta getMetadata() {
        return new ObjectMeta();
    }

    @Override
    @JsonIgnore
    public void setMetadata(ObjectMeta metadata) {}

    @Override
    @JsonIgnore
    public void setApiVersion(String version) {}
}
