package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list; all pages of a list show one moment.
 *
 * @param revision of that moment
 * @param next with what to ask for the next page; empty on the last one
 */
record Page(List<ObjectNode> items, long revision, Optional<String> next) {

    /** Where a page begins: so many objects of that moment come before it. */
    private record Start(long revision, long skipped) {

        static Start of(String token) {
            var parts = token.split("-", 2);
            return new Start(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        String token() {
            return revision + "-" + skipped;
        }
    }

    /**
     * The one that {@code limit} and {@code continue} ask for.
     *
     * @throws ApiError 410 if that moment is forgotten
     */
    static Page of(HttpRequest request, Target target, ObjectStore store) {
        var start = request.parameter("continue").map(Start::of).orElseGet(() -> new Start(store.revision(), 0));
        var limit = request.parameter("limit")
                .map(Long::valueOf)
                .filter(count -> count > 0)
                .orElse(Long.MAX_VALUE);
        var rest =
                store
                        .listAt(start.revision(), target.type(), target.namespace())
                        .orElseThrow(ApiError::expiredList)
                        .stream()
                        .filter(Selectors.of(request))
                        .skip(start.skipped())
                        .toList();
        var items = rest.stream().limit(limit).toList();
        var more = Optional.of(new Start(start.revision(), start.skipped() + items.size()))
                .filter(next -> items.size() < rest.size());
        return new Page(items, start.revision(), more.map(Start::token));
    }
}
