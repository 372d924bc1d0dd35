package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.convert.ProvenanceConversion;
import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Source;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KindsTest {

    /** Bytes of the first entry as kept; the longest names and three labels are in it. */
    private static final long MOST_BYTES = 3_000;

    static Stream<HasMetadata> objects() {
        return FullSize.ofEachKind();
    }

    @ParameterizedTest
    @MethodSource("objects")
    void whatIsKeptMakesTheSameSnapshotAsTheWholeObject(HasMetadata object) {
        var world = new SnapshotAssembler();
        kept(object).addTo(world, callSite -> true);

        assertThat(world.live(Map.of()))
                .isEqualTo(snapshotOf(object))
                .isNotEqualTo(new SnapshotAssembler().live(Map.of()));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void whatIsKeptIsSmall(HasMetadata object) {
        var before = Serialization.asJson(object).length();
        var after = Footprint.of(kept(object));

        assertThat(after)
                .as(object.getKind() + ": " + before + " bytes of JSON")
                .isLessThan(MOST_BYTES)
                .isLessThan(before / 2);
    }

    @Test
    void allThirteenKindsAreCovered() {
        assertThat(Kinds.all().map(Kind::name)).hasSize(13).doesNotHaveDuplicates();
        assertThat(objects().map(HasMetadata::getKind))
                .containsExactlyInAnyOrderElementsOf(Kinds.all().map(Kind::name).toList());
    }

    @Test
    void kindsAreNamedAsPermissionsAre() {
        assertThat(Kinds.all().map(Kind::resource))
                .contains("pods", "deployments.apps", "endpointslices.discovery.k8s.io")
                .contains("validatingwebhookconfigurations.admissionregistration.k8s.io")
                .contains("apiservices.apiregistration.k8s.io", "customresourcedefinitions.apiextensions.k8s.io");
    }

    static Kept kept(HasMetadata object) {
        return Kinds.all()
                .filter(kind -> kind.type().isInstance(object))
                .map(kind -> kept(kind, object))
                .findFirst()
                .orElseThrow();
    }

    private static <R extends HasMetadata> Kept kept(Kind<R> kind, HasMetadata object) {
        return kind.keep(kind.type().cast(object));
    }

    private static Snapshot snapshotOf(HasMetadata object) {
        var world = new SnapshotAssembler();
        world.add(object, Source.CLUSTER, ProvenanceConversion.ofCluster(object));
        return world.live(Map.of());
    }
}
