package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "--webhook-service-name=lws-webhook-service, lws-webhook-service",
        "--secret LWS-Webhook-Cert,                  lws-webhook-cert",
        "webhook.operators.svc.cluster.local.:443,   webhook.operators.svc.cluster.local",
        "/tmp/k8s-webhook-server/serving-certs,      k8s-webhook-server|serving-certs|tmp"
    })
    void names_are_taken_out_of_an_argument(String argument, String words) {
        // given
        var container = new ContainerBuilder().withArgs(argument).build();

        // when
        var found = Words.of(List.of(container));

        // then
        assertThat(String.join("|", found)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "8443", "--flag", "a..b", "-x-", "é", ".", "1.2.3"})
    void what_can_name_nothing_is_left_out(String argument) {
        // given
        var container = new ContainerBuilder().withArgs(argument).build();

        // when
        var found = Words.of(List.of(container));

        // then
        assertThat(found).isEmpty();
    }

    @Test
    void arguments_environment_mounts_and_commands_all_count() {
        // given
        var container = new ContainerBuilder()
                .withArgs("from-args")
                .withCommand("/from-command")
                .addNewEnv()
                .withName("NAME")
                .withValue("from-env")
                .endEnv()
                .addNewEnv()
                .withName("EMPTY")
                .endEnv()
                .addNewVolumeMount()
                .withMountPath("/etc/from-mount")
                .endVolumeMount()
                .build();

        // when
        var found = Words.of(List.of(container));

        // then
        assertThat(found).containsExactly("etc", "from-args", "from-command", "from-env", "from-mount");
    }

    @Test
    void a_script_full_of_words_is_cut_off_after_the_first() {
        // given
        var script = IntStream.range(0, 1000).mapToObj(index -> "word-" + index).toList();
        var container = new ContainerBuilder()
                .withCommand("first-of-commands")
                .withArgs(script)
                .build();

        // when
        var found = Words.of(List.of(container));

        // then
        assertThat(found).hasSize(Words.MOST).contains("word-0", "word-255").doesNotContain("word-256");
    }

    @Test
    void a_word_longer_than_any_host_name_is_left_out() {
        // given
        var container = new ContainerBuilder()
                .withArgs("a".repeat(254), "b".repeat(253))
                .build();

        // when
        var found = Words.of(List.of(container));

        // then
        assertThat(found).containsExactly("b".repeat(253));
    }
}
