package io.webhookisolation.rotation;

import io.webhookisolation.model.RotationPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do about one serving Secret now, and how to tell people where its rotation is.
 *
 * @param message one sentence: what is waited for, or what a person has to do; empty where nothing is
 * @param tasks in order of urgency; empty while something is waited for
 * @param nextRotation when the next generation takes over by schedule; empty while none is there
 * @param renewal when the present leaf is to be followed by the next one; empty without a leaf of ours
 */
public record Decision(
        RotationPhase phase,
        String message,
        List<Task> tasks,
        Optional<Instant> nextRotation,
        Optional<Instant> renewal) {

    public Decision {
        tasks = List.copyOf(tasks);
    }

    /** Nothing is done. */
    public static Decision stopped(RotationPhase phase, String message) {
        return new Decision(phase, message, List.of(), Optional.empty(), Optional.empty());
    }
}
