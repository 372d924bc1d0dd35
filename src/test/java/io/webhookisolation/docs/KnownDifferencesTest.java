package io.webhookisolation.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.RealOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** Whatever a test needs the real control plane for stands on the page of differences. */
class KnownDifferencesTest {

    private static final Path PAGE = Path.of("docs", "development.md");

    @Test
    void everyReasonIsOnThePage() throws IOException {
        // given
        var page = Files.readString(PAGE);

        // when
        var reasons =
                ReflectionSupport.findAllClassesInPackage("io.webhookisolation", type -> true, name -> true).stream()
                        .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredMethods())))
                        .map(element -> Optional.ofNullable(element.getAnnotation(RealOnly.class)))
                        .flatMap(Optional::stream)
                        .map(RealOnly::because)
                        .toList();

        // then
        assertThat(reasons).isNotEmpty();
        assertThat(new TreeSet<>(reasons)).allSatisfy(reason -> assertThat(page).contains(reason));
    }
}
