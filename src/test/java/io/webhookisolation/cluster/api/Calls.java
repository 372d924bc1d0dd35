package io.webhookisolation.cluster.api;

import io.webhookisolation.cluster.http.HttpRequest;
import java.util.Optional;

/** Reads from a request what is asked. */
final class Calls {

    private Calls() {}

    static Call of(HttpRequest request, Optional<Target> target, String user) {
        var contentType = request.header("content-type").orElse("");
        if (target.isEmpty()) {
            return new Call(user, "get", request.path(), "", "", contentType, request.body(), "", false, 0);
        }
        var verb = verb(request, target.get());
        var call = new Call(
                user,
                verb,
                resource(target.get()),
                target.get().namespace(),
                target.get().name(),
                contentType,
                request.body(),
                "",
                request.parameter("dryRun").isPresent(),
                0);
        return call.isWrite() ? call.by(manager(request)) : call;
    }

    static String verb(HttpRequest request, Target target) {
        return switch (request.method()) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> target.isList() ? "deletecollection" : "delete";
            default -> {
                if (request.flag("watch")) {
                    yield "watch";
                }
                yield target.isList() ? "list" : "get";
            }
        };
    }

    /** The parameter, or the program's name as the User-Agent begins with it. */
    static String manager(HttpRequest request) {
        return request.parameter("fieldManager")
                .orElseGet(() -> request.header("user-agent").orElse("unknown").split("[/ ]", 2)[0]);
    }

    private static String resource(Target target) {
        var name = target.type().qualifiedName();
        return target.subresource().isEmpty() ? name : name + "/" + target.subresource();
    }
}
