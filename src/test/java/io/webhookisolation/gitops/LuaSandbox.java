package io.webhookisolation.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;

/** A Lua with the libraries that Argo CD gives to health checks: base, package and table; no strings, files or processes. */
final class LuaSandbox {

    private LuaSandbox() {}

    /** What a health check says of an object. */
    record Health(String status, String message) {}

    static Health health(String script, JsonNode object) {
        var globals = new Globals();
        globals.load(new BaseLib());
        globals.load(new PackageLib());
        globals.load(new TableLib());
        LoadState.install(globals);
        LuaC.install(globals);
        globals.set("obj", value(object));
        var answer = globals.load(script, "health.lua").call().checktable();
        return new Health(
                answer.get("status").checkjstring(), answer.get("message").optjstring(""));
    }

    private static LuaValue value(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                var table = new LuaTable();
                json.properties().forEach(field -> table.set(field.getKey(), value(field.getValue())));
                yield table;
            }
            case ARRAY -> {
                var table = new LuaTable();
                json.forEach(item -> table.set(table.length() + 1, value(item)));
                yield table;
            }
            case NUMBER -> LuaValue.valueOf(json.doubleValue());
            case BOOLEAN -> LuaValue.valueOf(json.booleanValue());
            case STRING -> LuaValue.valueOf(json.textValue());
            default -> LuaValue.NIL;
        };
    }
}
