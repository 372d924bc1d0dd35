package io.webhookisolation.model;

import java.util.List;

/**
 * The other users of one Service, read live when a repair is at hand (predicate P7).
 *
 * @param unreadable what could not be read; any entry makes P7 fail
 */
public record ServiceUsers(List<ServiceUser> users, List<Gap> unreadable) {

    public static final ServiceUsers NONE = new ServiceUsers(List.of(), List.of());

    public ServiceUsers {
        users = users.stream().sorted().toList();
        unreadable = unreadable.stream().sorted().toList();
    }
}
