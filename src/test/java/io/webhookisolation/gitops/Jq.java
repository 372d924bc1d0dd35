package io.webhookisolation.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** Ignores what a jq path leads to as Argo CD does: both sides of a comparison lose it. */
final class Jq {

    private static final Scope SCOPE = Scope.newEmptyScope();

    static {
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, SCOPE);
    }

    private Jq() {}

    /** The object without it, or as it was where the path cannot be followed: Argo CD skips such a rule. */
    static JsonNode without(String path, JsonNode object) {
        var answers = new ArrayList<JsonNode>();
        try {
            JsonQuery.compile("del(" + path + ")", Versions.JQ_1_6).apply(SCOPE, object, answers::add);
            return answers.getFirst();
        } catch (JsonQueryException e) {
            return object;
        }
    }
}
