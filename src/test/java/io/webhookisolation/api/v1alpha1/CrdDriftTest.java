package io.webhookisolation.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class CrdDriftTest {

    @Test
    void the_committed_file_is_what_the_code_generates() throws IOException {
        // given
        var committed = Files.readString(CrdGenerator.FILE);

        // when
        var generated = CrdGenerator.yaml();

        // then
        assertThat(generated)
                .as("%s is out of date; run %s and commit the result", CrdGenerator.FILE, CrdGenerator.COMMAND)
                .isEqualTo(committed);
    }
}
