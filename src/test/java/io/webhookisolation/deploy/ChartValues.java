package io.webhookisolation.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What {@code values.yaml} says of its values: a comment {@code # -- …} describes the value below it, {@code # @section …} begins a section.
 *
 * @param described in the order of the file
 * @param undescribed paths of those that no comment describes, neither themselves nor with what they are part of
 */
record ChartValues(List<Value> described, Set<String> undescribed) {

    private static final Pattern SECTION = Pattern.compile("# @section (.+)");
    private static final Pattern BEGINS = Pattern.compile(" *# -- (.+)");
    private static final Pattern GOES_ON = Pattern.compile(" *# (.+)");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
    private static final int INDENTATION = 2;

    /**
     * One value that may be set.
     *
     * @param path as {@code image.tag}
     * @param byDefault as JSON
     */
    record Value(String section, String path, String byDefault, String description) {}

    static ChartValues read(Path file) throws IOException {
        var reading = new Reading(new YAMLMapper().readTree(file.toFile()));
        Files.readAllLines(file).forEach(reading::line);
        return new ChartValues(List.copyOf(reading.described), Set.copyOf(reading.undescribed));
    }

    /** One pass over the lines. */
    private static final class Reading {

        private final JsonNode defaults;
        private final List<Value> described = new ArrayList<>();
        private final Set<String> undescribed = new TreeSet<>();
        private final List<String> path = new ArrayList<>();
        private String section = "";
        private String description = "";

        Reading(JsonNode defaults) {
            this.defaults = defaults;
        }

        void line(String line) {
            var begins = BEGINS.matcher(line);
            var goesOn = GOES_ON.matcher(line);
            var heading = SECTION.matcher(line);
            var key = KEY.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (begins.matches()) {
                description = begins.group(1);
            } else if (goesOn.matches() && !description.isEmpty()) {
                description += " " + goesOn.group(1);
            } else if (key.matches()) {
                value(key.group(1).length() / INDENTATION, key.group(2));
            }
        }

        private void value(int depth, String key) {
            while (path.size() > depth) {
                path.removeLast();
            }
            path.add(key);
            var name = String.join(".", path);
            if (!description.isEmpty()) {
                described.add(new Value(section, name, at(), description));
                description = "";
            } else if (!isObject() && described.stream().noneMatch(value -> name.startsWith(value.path() + "."))) {
                undescribed.add(name);
            }
        }

        private boolean isObject() {
            return node().isObject() && !node().isEmpty();
        }

        private String at() {
            try {
                return new ObjectMapper().writeValueAsString(node());
            } catch (IOException e) {
                throw new IllegalStateException("a tree that was read cannot be written", e);
            }
        }

        private JsonNode node() {
            return defaults.at("/" + String.join("/", path));
        }
    }
}
