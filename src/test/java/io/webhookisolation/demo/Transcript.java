package io.webhookisolation.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.webhookisolation.scenario.AdmissionCalls;
import java.util.Map;

/**
 * What happened, for programs.
 *
 * @param controlPlane {@code embedded} or {@code real}
 * @param conditions status by type, {@code Isolated: True} for example
 * @param undone whether the original selector came back when the policy went
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Transcript(
        String controlPlane,
        String mode,
        long seed,
        Calls before,
        Calls after,
        SelectorChange selector,
        Map<String, String> conditions,
        boolean undone) {

    /** How many admission calls were sent, and how many of them failed. */
    record Calls(int calls, int failed) {
        static Calls of(AdmissionCalls calls) {
            return new Calls(calls.count(), calls.failed());
        }
    }

    /** The broad Service's selector before and after the repair. */
    record SelectorChange(Map<String, String> before, Map<String, String> after) {}

    boolean repaired() {
        return before.failed() > 0 && after.failed() == 0;
    }
}
