package io.webhookisolation.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The picture in the documentation is of the dashboard that is shipped; fonts differ from machine to machine, so not to the byte. */
class DashboardPictureTest {

    private static final int MOST_BYTES = 300_000;

    @Test
    void every_panel_was_drawn_by_the_queries_that_it_has() throws IOException {
        var picture = Files.readAllBytes(DashboardPicture.FILE);

        var described = new String(picture, StandardCharsets.ISO_8859_1);
        assertThat(Dashboard.drawnPanels().stream().map(DashboardPicture::told))
                .isNotEmpty()
                .as("if the dashboard has changed, draw it anew: ./mvnw -Pdashboard")
                .allMatch(described::contains);
        assertThat(picture.length).isLessThan(MOST_BYTES);
    }
}
