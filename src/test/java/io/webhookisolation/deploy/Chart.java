package io.webhookisolation.deploy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.webhookisolation.deploy.ChartValues.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of the Helm chart, and those among them that follow from others. */
final class Chart {

    static final Path FOLDER = Path.of("deploy", "helm", "webhook-isolation");
    static final Path README = FOLDER.resolve("README.md");
    static final Path VALUES = FOLDER.resolve("values.yaml");
    static final Path TEMPLATES = FOLDER.resolve("templates");
    static final Path FILES = FOLDER.resolve("files");

    private static final Path MONITORING = Path.of("deploy", "monitoring");
    private static final String BEGIN = "<!-- Values: made from values.yaml by ./mvnw -Pcrds -->\n";
    private static final String END = "<!-- End of values -->\n";

    private Chart() {}

    /** What Helm would not package from outside the chart's folder: each file's place in the chart, with the file that it is a copy of. */
    static SortedMap<Path, Path> copies() throws IOException {
        var copies = new TreeMap<Path, Path>();
        try (var definitions = Files.newDirectoryStream(Path.of("crds"), "*-v1.yml")) {
            definitions.forEach(file -> copies.put(FILES.resolve(file), file));
        }
        copies.put(FILES.resolve("rules").resolve("rules.yaml"), MONITORING.resolve("rules.yaml"));
        copies.put(FILES.resolve("dashboards").resolve("dashboard.json"), MONITORING.resolve("dashboard.json"));
        return copies;
    }

    /** The README with the tables that {@code values.yaml} asks for. */
    static String readme() throws IOException {
        var present = Files.readString(README);
        var before = present.substring(0, present.indexOf(BEGIN) + BEGIN.length());
        return before + tables() + present.substring(present.indexOf(END));
    }

    private static String tables() throws IOException {
        return ChartValues.read(VALUES).described().stream()
                .collect(groupingBy(Value::section, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(section -> "\n### " + section.getKey() + "\n\n| Value | Default | Meaning |\n|---|---|---|\n"
                        + section.getValue().stream().map(Chart::row).collect(joining()))
                .collect(joining("", "", "\n"));
    }

    private static String row(Value value) {
        return "| `" + value.path() + "` | `" + value.byDefault() + "` | "
                + value.description().replace("|", "\\|") + " |\n";
    }
}
