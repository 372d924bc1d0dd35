package io.webhookisolation.deploy;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects of an installation, or of a part of one in {@code deploy/kustomize}; a field that Kubernetes does not know is an error. */
public record Base(List<HasMetadata> objects) {

    static final Path FOLDER = Path.of("deploy", "kustomize", "base");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    Namespace.class,
                    ServiceAccount.class,
                    Service.class,
                    ConfigMap.class,
                    Deployment.class,
                    PodDisruptionBudget.class,
                    NetworkPolicy.class,
                    Role.class,
                    RoleBinding.class,
                    ClusterRole.class,
                    ClusterRoleBinding.class,
                    CustomResourceDefinition.class,
                    ValidatingAdmissionPolicy.class,
                    ValidatingAdmissionPolicyBinding.class)
            .collect(toMap(HasMetadata::getKind, kind -> kind));

    /** Kinds of the Prometheus operator, whose fields we do not know. */
    private static final Set<String> KINDS_OF_OTHERS = Set.of("ServiceMonitor", "PodMonitor", "PrometheusRule");

    /** fabric8's model puts unknown fields aside; without that, Jackson refuses them. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    public static Base read() {
        return read(FOLDER);
    }

    /** The objects of a folder of {@code deploy/kustomize/components}. */
    public static Base component(String name) {
        return read(FOLDER.resolveSibling("components").resolve(name));
    }

    private static Base read(Path folder) {
        var kustomization =
                documents(folder.resolve("kustomization.yaml")).findFirst().orElseThrow();
        var objects = StreamSupport.stream(kustomization.get("resources").spliterator(), false)
                .flatMap(file -> documents(folder.resolve(file.asText())))
                .map(Base::strict)
                .toList();
        return new Base(objects);
    }

    /** The objects of a stream of YAML documents. */
    static Base of(String yaml) {
        return new Base(documents(yaml).map(Base::strict).toList());
    }

    public <T extends HasMetadata> T one(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name));
    }

    public <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static Stream<JsonNode> documents(Path file) {
        try {
            return documents(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document with nothing but comments is none. */
    private static Stream<JsonNode> documents(String yaml) {
        return Stream.of(yaml.split("(?m)^---\\n"))
                .map(document -> Serialization.unmarshal(document, JsonNode.class))
                .filter(document -> document != null && !document.isNull() && !document.isMissingNode());
    }

    private static HasMetadata strict(JsonNode object) {
        try {
            var name = object.get("kind").asText();
            if (KINDS_OF_OTHERS.contains(name)) {
                return Serialization.unmarshal(object.toString(), GenericKubernetesResource.class);
            }
            var kind = Objects.requireNonNull(KINDS.get(name), object.toString());
            return STRICT.treeToValue(object, kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
