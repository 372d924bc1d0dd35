package io.webhookisolation.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for: enough of its grammar for the expressions that we ship, and nothing is passed over in
 * silence, since every name that is no function and no keyword counts as a metric.
 *
 * @param selections the metrics, each with the labels that it is matched by and the values that are wanted or unwanted
 * @param groupings labels by which results are grouped or joined
 */
record Query(List<Selection> selections, Set<String> groupings) {

    private static final Pattern GROUPING = Pattern.compile("\\b(by|on|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTION =
            Pattern.compile("(?<![\\w$])([a-zA-Z_]\\w*)\\b(?!\\s*\\()(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** One metric of an expression. */
    record Selection(String metric, Map<String, List<String>> matchers) {}

    static Query of(String expression) {
        var groupings = new TreeSet<String>();
        GROUPING.matcher(expression).results().forEach(found -> groupings.addAll(names(found.group(2))));
        var rest = GROUPING.matcher(expression)
                .replaceAll(" ")
                .replaceAll("\\[[^]]*]", " ")
                .replaceAll("(?<=[,(]\\s{0,9})\"[^\"]*\"", " ");
        var selections = new ArrayList<Selection>();
        var found = SELECTION.matcher(rest);
        while (found.find()) {
            if (!KEYWORDS.contains(found.group(1))) {
                selections.add(new Selection(found.group(1), matchers(found.group(2) == null ? "" : found.group(2))));
            }
        }
        return new Query(List.copyOf(selections), groupings);
    }

    private static Map<String, List<String>> matchers(String text) {
        var matchers = new TreeMap<String, List<String>>();
        MATCHER.matcher(text)
                .results()
                .forEach(found ->
                        matchers.put(found.group(1), List.of(found.group(2).split("\\|"))));
        return matchers;
    }

    private static List<String> names(String list) {
        return List.of(list.split(",")).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
