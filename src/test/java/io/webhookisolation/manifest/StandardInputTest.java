package io.webhookisolation.manifest;

import static io.webhookisolation.manifest.Documents.SERVICE;
import static io.webhookisolation.manifest.Documents.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardInputTest {

    private final ManifestReader reader = new ManifestReader(ManifestLimits.DEFAULT);

    @Test
    void standard_input_is_a_stream_of_any_components() throws ManifestException {
        // when
        var set = reader.read(List.of(standardInput(TWO)), "");

        // then
        assertThat(SnapshotText.of(set)).isEqualTo("""
                -:7:1 Service lws-system/lws-metrics selects [] ports []
                    component= home=lws-system
                -:1:1 Service lws-system/lws-webhook selects [] ports []
                    component= home=lws-system
                objects: 2, skipped files: 0
                """);
    }

    @Test
    void the_charts_that_a_stream_names_are_boundaries() throws ManifestException {
        // given
        var stream = "---\n# Source: lws/templates/a.yaml\n" + SERVICE;

        // when
        var set = reader.read(List.of(standardInput(stream)), "");

        // then
        assertThat(set.snapshot().services().getFirst().provenance().document()).contains("-#lws");
    }

    @Test
    void standard_input_stays_open() throws ManifestException {
        // given
        var closed = new ArrayList<String>();
        var stream = new ByteArrayInputStream(SERVICE.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.add("closed");
            }
        };

        // when
        var set = reader.read(List.of(new ManifestInput.StandardInput(stream)), "");

        // then
        assertThat(set.objects()).isEqualTo(1);
        assertThat(closed).isEmpty();
    }

    @Test
    void empty_standard_input_is_a_mistake() {
        // when
        var thrown = assertThatThrownBy(() -> reader.read(List.of(standardInput("")), ""));

        // then
        thrown.isInstanceOf(ManifestException.class)
                .hasMessage("-: holds no Kubernetes object: nothing in it has apiVersion, kind and metadata.name");
    }

    @Test
    void a_stream_that_breaks_off_is_told() {
        // given
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the pipe broke");
            }

            @Override
            public int read(byte[] buffer, int offset, int most) throws IOException {
                return read();
            }
        };

        // when
        var thrown = assertThatThrownBy(() -> reader.read(List.of(new ManifestInput.StandardInput(broken)), ""));

        // then
        thrown.isInstanceOf(ManifestException.class).hasMessage("-: cannot be read: the pipe broke");
    }

    @Test
    void a_dash_is_standard_input_and_everything_else_a_path() {
        // when
        var dash = ManifestInput.of("-", InputStream.nullInputStream());
        var path = ManifestInput.of("./-", InputStream.nullInputStream());

        // then
        assertThat(dash).isInstanceOf(ManifestInput.StandardInput.class);
        assertThat(path).isEqualTo(new ManifestInput.AtPath(Path.of("./-")));
    }

    private static ManifestInput standardInput(String text) {
        return new ManifestInput.StandardInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
