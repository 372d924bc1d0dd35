package io.webhookisolation.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.webhookisolation.scenario.AdmissionCalls;
import java.util.Map;

/**
 * What happened, for programs.
 *
 * @param controlPlane {@code embedded} or {@code real}
 * @param conditions status by type, {@code Isolated: True} for example
 * @param rotation one by the operator; none where calls failed all the time
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
        Rotation rotation,
        boolean undone) {

    /** How many admission calls were sent, and how many of them failed. */
    record Calls(int calls, int failed) {
        static Calls of(AdmissionCalls calls) {
            return new Calls(calls.count(), calls.failed());
        }
    }

    /** The broad Service's selector before and after the repair. */
    record SelectorChange(Map<String, String> before, Map<String, String> after) {}

    /**
     * What came of rotating while calls went on.
     *
     * @param generationBefore of the authority whose leaves were served before the rotation; 0 if it was none of ours
     * @param generationAfter the same afterwards; 0 if it came to no end
     */
    record Rotation(int calls, int failed, int generationBefore, int generationAfter) {

        /** Nothing was rotated. */
        static final Rotation NONE = new Rotation(0, 0, 0, 0);

        boolean isRotated() {
            return calls > 0 && failed == 0 && generationBefore > 0 && generationAfter > generationBefore;
        }
    }

    boolean isAsPromised() {
        return repaired() && rotation.isRotated() && undone;
    }

    boolean repaired() {
        return before.failed() > 0 && after.failed() == 0;
    }
}
