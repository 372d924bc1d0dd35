package io.webhookisolation.model;

import java.util.List;

/**
 * The other users of one Service, read live when a repair is at hand (predicate P7).
 *
 * @param unreadable kinds that could not be read, with the reason; any entry makes P7 fail
 */
public record ServiceUsers(List<ServiceUser> users, List<String> unreadable) {

    public static final ServiceUsers NONE = new ServiceUsers(List.of(), List.of());

    public ServiceUsers {
        users = users.stream().sorted().toList();
        unreadable = unreadable.stream().sorted().toList();
    }
}
