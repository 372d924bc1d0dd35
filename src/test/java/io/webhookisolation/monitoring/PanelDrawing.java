package io.webhookisolation.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookisolation.monitoring.Dashboard.Panel;
import io.webhookisolation.report.SampleMorning;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One panel of the dashboard, of the types that it has. */
final class PanelDrawing {

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration LENGTH = Duration.between(SampleMorning.START, SampleMorning.END);
    private static final int TITLE = 24;
    private static final int LINE = 18;
    private static final int MARGIN = 8;
    private static final int WIDE = 500;
    private static final Color INK = new Color(0x24292e);
    private static final Color FAINT = new Color(0xd0d4d8);
    private static final Color GREEN = new Color(0x1a7f37);
    private static final Color RED = new Color(0xcf222e);
    private static final List<Color> HUES = List.of(
            new Color(0x7eb26d),
            new Color(0xeab839),
            new Color(0x6ed0e0),
            new Color(0xef843c),
            new Color(0xe24d42),
            new Color(0x1f78c1),
            new Color(0xba43a9),
            new Color(0x705da0));

    private final Graphics2D area;
    private final int width;
    private final int height;

    PanelDrawing(Graphics2D area, int width, int height) {
        this.area = area;
        this.width = width;
        this.height = height;
    }

    void draw(Panel panel, RecordedMetrics metrics) throws IOException, InterruptedException {
        if (panel.type().equals("row")) {
            write(panel.title(), Font.BOLD, 14, MARGIN, 20);
            return;
        }
        area.setColor(Color.WHITE);
        area.fillRect(0, 0, width, height);
        area.setColor(FAINT);
        area.drawRect(0, 0, width - 1, height - 1);
        switch (panel.type()) {
            case "stat" -> stat(panel, metrics);
            case "table" -> table(panel, metrics);
            case "timeseries" -> lines(panel, metrics);
            case "state-timeline" -> states(panel, metrics);
            default -> throw new IllegalArgumentException("nobody draws panels of type " + panel.type());
        }
        write(panel.title(), Font.BOLD, 12, MARGIN, 17);
    }

    private void stat(Panel panel, RecordedMetrics metrics) throws IOException, InterruptedException {
        var results = metrics.at(SampleMorning.END, panel.queries().getFirst().expression());
        var value = results.path(0).at("/value/1").asDouble();
        area.setColor(panel.isAlarmedBy(value) ? RED : GREEN);
        area.setFont(DashboardPicture.font(Font.BOLD, 36));
        area.drawString(panel.told(value), MARGIN, height - 30);
    }

    private void table(Panel panel, RecordedMetrics metrics) throws IOException, InterruptedException {
        var rows = metrics.at(SampleMorning.END, panel.queries().getFirst().expression());
        var columns = new ArrayList<String>();
        rows.path(0).path("metric").fieldNames().forEachRemaining(columns::add);
        var left = MARGIN;
        for (var column : columns) {
            var right = write(column, Font.BOLD, 10, left, TITLE + LINE);
            var top = TITLE + 2 * LINE;
            for (var row : rows) {
                var cell = row.path("metric").path(column).asText();
                right = Math.max(right, write(cell, Font.PLAIN, 10, left, top));
                top += LINE;
            }
            left = right + 2 * MARGIN;
        }
    }

    private void lines(Panel panel, RecordedMetrics metrics) throws IOException, InterruptedException {
        var chart = chart(panel);
        for (var query : panel.queries()) {
            for (var series : metrics.between(SampleMorning.START, SampleMorning.END, STEP, query.expression())) {
                var minutes = new ArrayList<Double>();
                var values = new ArrayList<Double>();
                for (var value : series.path("values")) {
                    minutes.add(seconds(value) / 60);
                    values.add(value.path(1).asDouble());
                }
                chart.addSeries(query.name(series.path("metric")), minutes, values)
                        .setMarker(SeriesMarkers.NONE);
            }
        }
        var inside = (Graphics2D) area.create(1, TITLE, width - 2, height - TITLE - 1);
        chart.paint(inside, width - 2, height - TITLE - 1);
        inside.dispose();
    }

    private XYChart chart(Panel panel) {
        var chart = new XYChartBuilder().width(width).height(height - TITLE).build();
        var style = chart.getStyler();
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(FAINT);
        style.setChartPadding(MARGIN);
        style.setLegendPosition(width > WIDE ? LegendPosition.OutsideE : LegendPosition.OutsideS);
        style.setXAxisMin(0.0);
        style.setXAxisMax(LENGTH.toSeconds() / 60.0);
        style.setLegendBorderColor(Color.WHITE);
        style.setLegendFont(DashboardPicture.font(Font.PLAIN, 9));
        style.setLegendPadding(2);
        style.setAxisTickLabelsFont(DashboardPicture.font(Font.PLAIN, 9));
        style.setSeriesColors(HUES.toArray(Color[]::new));
        panel.least().ifPresent(style::setYAxisMin);
        panel.most().ifPresent(style::setYAxisMax);
        chart.setCustomXAxisTickLabelsFormatter(PanelDrawing::clock);
        chart.setCustomYAxisTickLabelsFormatter(panel::told);
        return chart;
    }

    private void states(Panel panel, RecordedMetrics metrics) throws IOException, InterruptedException {
        var query = panel.queries().getFirst();
        var rows = new TreeMap<Double, JsonNode>();
        for (var series : metrics.between(SampleMorning.START, SampleMorning.END, STEP, query.expression())) {
            rows.put(seconds(series.path("values").path(0)), series);
        }
        var labels = 260;
        var perSecond = (width - labels - MARGIN) / (double) LENGTH.toSeconds();
        var top = TITLE + MARGIN;
        var bar = (height - top - MARGIN) / Math.max(1, rows.size());
        for (var series : rows.values()) {
            write(query.name(series.path("metric")), Font.PLAIN, 10, MARGIN, top + bar - 8);
            area.setColor(HUES.get(Math.floorMod(top / Math.max(1, bar), HUES.size())));
            area.setStroke(new BasicStroke(1));
            for (var value : series.path("values")) {
                var left = labels + (int) (seconds(value) * perSecond);
                var right = labels + (int) ((seconds(value) + STEP.toSeconds()) * perSecond);
                area.fillRect(left, top + 2, right - left, bar - 4);
            }
            top += bar;
        }
    }

    /** Since the start, of a point in time and what was there. */
    private static double seconds(JsonNode value) {
        return value.path(0).asDouble() - SampleMorning.START.getEpochSecond();
    }

    private static String clock(double minutes) {
        var time = SampleMorning.START.plusSeconds(Math.round(minutes * 60));
        return time.atOffset(ZoneOffset.UTC)
                .toLocalTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    /** Returns where it ends. */
    private int write(String text, int style, int size, int left, int base) {
        area.setColor(INK);
        area.setFont(DashboardPicture.font(style, size));
        area.drawString(text, left, base);
        return left + area.getFontMetrics().stringWidth(text);
    }
}
