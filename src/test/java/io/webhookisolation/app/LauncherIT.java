package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, from the shell script to the exit code. */
class LauncherIT {

    @TempDir
    private Path folder;

    @Test
    void says_in_one_sentence_that_no_jdk_is_new_enough() throws Exception {
        var jdk = Files.createDirectories(folder.resolve("jdk-21/bin"));
        Files.writeString(folder.resolve("jdk-21/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"21.0.9\"\n");
        Files.writeString(jdk.resolve("java"), "#!/bin/sh\nexit 7\n");
        assertThat(jdk.resolve("java").toFile().setExecutable(true)).isTrue();

        // The places where it looks are those of this machine, so here a copy looks in an empty one.
        var script = Files.readString(distribution().launcher()).replace("/usr/lib/jvm", "/nowhere");
        var copy = Files.writeString(
                folder.resolve("launcher"), script.replaceAll("/opt/java|/opt/jdk|/usr/java", "/nowhere"));
        assertThat(copy.toFile().setExecutable(true)).isTrue();
        var result = distribution()
                .startedBy(copy)
                .with("JAVA_HOME", folder.resolve("jdk-21").toString())
                .with("PATH", "/usr/bin:/bin")
                .with("HOME", folder.toString())
                .run("--version");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("error: webhook-isolation needs a JDK 25 or newer");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void finds_a_jdk_where_java_home_names_an_old_one() throws Exception {
        var result = distribution().with("JAVA_HOME", folder.toString()).run("--version");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("webhook-isolation ").contains("(Java 2");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void starts_through_a_symbolic_link_in_a_folder_with_a_space() throws Exception {
        var place = Files.createDirectory(folder.resolve("my bin"));
        var link = Files.createSymbolicLink(
                place.resolve("webhook-isolation"), distribution().launcher());

        var result = distribution().startedBy(link).run("explain", "WI101");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("WI101 EffectiveOverlap (error)\n");
    }

    @Test
    void passes_options_on_to_the_jvm() throws Exception {
        var result = distribution()
                .with("WEBHOOK_ISOLATION_JAVA_OPTS", "-Xmx64m -XX:+PrintFlagsFinal")
                .run("--version");

        assertThat(result.out()).containsPattern("MaxHeapSize\\s+= 67108864");
    }

    @Test
    void counts_objects_of_unknown_kind_and_passes() throws Exception {
        var file = Files.writeString(folder.resolve("widgets.yaml"), """
                {apiVersion: example.com/v1, kind: Widget, metadata: {name: one}}
                ---
                {apiVersion: example.com/v1, kind: Widget, metadata: {name: two}}
                """);

        var table = distribution().run("audit", "-f", file.toString());
        var json = distribution().run("audit", "-f", file.toString(), "-o", "json");

        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("Not looked at: 2 objects of unknown kinds (example.com/v1 Widget 2).");
        assertThat(new ObjectMapper()
                        .readTree(json.out())
                        .at("/summary/unknownKinds/example.com~1v1 Widget")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void reads_standard_input_and_prints_nothing_but_the_report() throws Exception {
        var file = Files.writeString(
                folder.resolve("service.yaml"),
                "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shared}}");

        var result = distribution().reading(file).run("audit", "-f", "-", "-o", "json");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(new ObjectMapper().readTree(result.out()).path("kind").asText())
                .isEqualTo("AuditReport");
    }

    @Test
    void brings_the_licences_along() throws IOException {
        var home = distribution().home();

        assertThat(home.resolve("LICENSE")).content().contains("Apache License");
        assertThat(home.resolve("THIRD-PARTY.txt"))
                .content()
                .contains("info.picocli:picocli", "ch.qos.logback:logback-classic")
                .doesNotContain("Unknown license");
        assertThat(home.resolve("lib"))
                .isDirectoryNotContaining("glob:**/junit*")
                .isDirectoryContaining("glob:**/picocli-*.jar");
    }

    private Distribution distribution() {
        return new Distribution(folder);
    }
}
