package io.webhookisolation.monitoring;

import io.webhookisolation.monitoring.Dashboard.Panel;
import io.webhookisolation.report.SampleMorning;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;

/** Draws the dashboard's panels, by its own queries, of a recorded morning into {@code docs/operations}; {@code ./mvnw -Pdashboard}. */
final class DashboardPicture {

    static final Path FILE = Path.of("docs", "operations", "dashboard.png");

    private static final int COLUMN = 50;
    private static final int ROW = 30;
    private static final int COLUMNS = 24;
    private static final int GAP = 4;
    private static final Color PAPER = new Color(0xf4f5f5);

    private DashboardPicture() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("java.awt.headless", "true");
        var folder = Files.createTempDirectory("dashboard");
        try (var metrics = RecordedMetrics.of(SampleMorning.scrapes(), folder)) {
            draw(metrics);
        }
    }

    private static void draw(RecordedMetrics metrics) throws IOException, InterruptedException {
        var panels = Dashboard.drawnPanels();
        var bottom = panels.stream()
                .mapToInt(panel -> panel.place().y + panel.place().height)
                .max()
                .orElseThrow();
        var image = new BufferedImage(COLUMNS * COLUMN, bottom * ROW, BufferedImage.TYPE_INT_RGB);
        var picture = image.createGraphics();
        picture.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        picture.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        picture.setColor(PAPER);
        picture.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (var panel : panels) {
            var place = panel.place();
            var width = place.width * COLUMN - GAP;
            var height = place.height * ROW - GAP;
            var area = (Graphics2D) picture.create(place.x * COLUMN, place.y * ROW, width, height);
            new PanelDrawing(area, width, height).draw(panel, metrics);
            area.dispose();
        }
        picture.dispose();
        write(image, panels.stream().map(DashboardPicture::told).collect(Collectors.joining("\n")));
    }

    /** What the picture says of a panel for whoever reads its text, such as the test that holds it against the dashboard. */
    static String told(Panel panel) {
        return panel.title()
                + panel.queries().stream()
                        .map(query -> ": " + query.expression())
                        .collect(Collectors.joining());
    }

    private static void write(BufferedImage image, String description) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        var entry = new IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", "Description");
        entry.setAttribute("value", description);
        var text = new IIOMetadataNode("tEXt");
        text.appendChild(entry);
        var root = new IIOMetadataNode("javax_imageio_png_1.0");
        root.appendChild(text);
        metadata.mergeTree("javax_imageio_png_1.0", root);
        Files.deleteIfExists(FILE);
        try (var file = ImageIO.createImageOutputStream(FILE.toFile())) {
            writer.setOutput(file);
            writer.write(new IIOImage(image, null, metadata));
        }
        writer.dispose();
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
