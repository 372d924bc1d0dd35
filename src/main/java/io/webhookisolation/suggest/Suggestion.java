package io.webhookisolation.suggest;

import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Source;
import java.util.List;

/**
 * How one Service, or all those of one installation, can be isolated for good; equal worlds give equal suggestions.
 *
 * @param manager who manages the selectors
 * @param subjects the Services, at least one, sorted
 * @param needs what must be seen to besides, a sentence each
 */
public record Suggestion(
        Form form, SelectorManager manager, List<Subject> subjects, List<String> needs, List<Part> parts) {

    public Suggestion {
        subjects = List.copyOf(subjects);
        needs = List.copyOf(needs);
        parts = List.copyOf(parts);
    }

    /**
     * One Service.
     *
     * @param change what is to become of it, and why, a sentence
     * @param evidence who owns it and who does not, with the strongest observation, a line each
     */
    public record Subject(ServiceReference service, Source source, String change, List<String> evidence) {
        public Subject {
            evidence = List.copyOf(evidence);
        }
    }
}
