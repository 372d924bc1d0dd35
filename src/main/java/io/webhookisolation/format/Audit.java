package io.webhookisolation.format;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.suggest.Suggestion;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one audit did: its verdicts, and how much it looked at.
 *
 * @param objects how many objects were read and understood
 * @param unknownKinds objects that were left aside because this tool knows nothing of their kind, counted by kind
 * @param suggestions how what was found can be repaired
 */
public record Audit(
        Analysis analysis, int objects, SortedMap<String, Integer> unknownKinds, List<Suggestion> suggestions) {
    public Audit {
        unknownKinds = Collections.unmodifiableSortedMap(new TreeMap<>(unknownKinds));
        suggestions = List.copyOf(suggestions);
    }
}
