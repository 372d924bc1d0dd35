package io.webhookisolation.model;

import java.util.Optional;

/**
 * What the last plan left behind about one Service; read from the policy's status and from nowhere else, so that a restart
 * forgets nothing.
 *
 * @param added the keys of ours that stood in its selector
 */
public record Memory(LabelSet added, Optional<BackOff> backOff, Optional<Contest> contest) {

    public static final Memory NONE = new Memory(LabelSet.EMPTY, Optional.empty(), Optional.empty());
}
