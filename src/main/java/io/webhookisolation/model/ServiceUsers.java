package io.webhookisolation.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The other users of one Service, read live when a repair is at hand (predicate P7).
 *
 * @param unreadable what could not be read; any entry makes P7 fail
 * @param podSelectors who else picks Pods there; read only if a template is to be labelled
 */
public record ServiceUsers(List<ServiceUser> users, List<Gap> unreadable, Optional<PodSelectors> podSelectors) {

    public static final ServiceUsers NONE = new ServiceUsers(List.of(), List.of(), Optional.of(PodSelectors.NONE));

    public ServiceUsers {
        users = users.stream().sorted().toList();
        unreadable = unreadable.stream().sorted().toList();
    }

    public ServiceUsers(List<ServiceUser> users, List<Gap> unreadable) {
        this(users, unreadable, Optional.empty());
    }

    public ServiceUsers with(PodSelectors read) {
        return new ServiceUsers(users, unreadable, Optional.of(read));
    }

    /** All that could not be read. */
    public Stream<Gap> gaps() {
        return Stream.concat(unreadable.stream(), podSelectors.stream().flatMap(read -> read.unreadable().stream()));
    }
}
