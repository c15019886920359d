package io.ccobridge.sandbox.spectrum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.Guide;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a person or a script asks of the sandbox itself. {@code GET /sandbox} tells the calls:
 * {@code spectrum.txt}.
 */
final class Control {

    private static final List<String> MEMBERS =
            List.of(
                    "kind",
                    "times",
                    "method",
                    "change_request_number",
                    "phase",
                    "delay_ms",
                    "code",
                    "column",
                    "description");

    private final LedgerView view;
    private final Faults faults;
    private final GuidSessions guids;
    private final Access access;

    Control(LedgerView view, Faults faults, GuidSessions guids, Access access) {
        this.view = view;
        this.faults = faults;
        this.guids = guids;
        this.access = access;
    }

    Reply answer(String verb, String path, byte[] body) {
        if (verb.equals("GET") && path.equals("/sandbox")) {
            return Reply.text(200, Guide.of("spectrum"));
        }
        try {
            return answer(verb + " " + path, body);
        } catch (IllegalArgumentException e) {
            return Reply.json(400, Map.of("message", e.getMessage()));
        }
    }

    private Reply answer(String what, byte[] body) {
        if (what.matches("DELETE /sandbox/faults/\\d{1,9}")) {
            faults.off(Integer.parseInt(what.substring(what.lastIndexOf('/') + 1)));
            return active(200);
        }
        switch (what) {
            case "GET /sandbox/ledger":
                return view.json();
            case "GET /sandbox/ledger.txt":
                return view.text();
            case "GET /sandbox/calls":
                return view.calls();
            case "GET /sandbox/faults":
                return active(200);
            case "POST /sandbox/faults":
                switchOn(Json.read(new String(body, StandardCharsets.UTF_8)));
                return active(201);
            case "DELETE /sandbox/faults":
                faults.clear();
                return active(200);
            case "POST /sandbox/guids/expire":
                guids.expireAll();
                return Reply.json(200, Map.of("guids", "expired"));
            case "POST /sandbox/tokens/revoke":
                access.revokeTokens();
                return Reply.json(200, Map.of("tokens", "revoked"));
            default:
                return Reply.json(404, Map.of("message", "There is no " + what));
        }
    }

    private void switchOn(JsonNode json) {
        json.fieldNames()
                .forEachRemaining(
                        name -> {
                            // a misspelt filter would hit every call
                            if (!MEMBERS.contains(name)) {
                                throw new IllegalArgumentException(name + " is none of " + MEMBERS);
                            }
                        });
        Fault fault =
                new Fault(
                        kind(text(json, "kind")),
                        text(json, "method"),
                        text(json, "change_request_number"),
                        text(json, "phase"),
                        json.hasNonNull("delay_ms")
                                ? Duration.ofMillis(json.get("delay_ms").asLong())
                                : null,
                        entry(json));
        if (json.hasNonNull("times")) {
            faults.next(fault, json.get("times").asInt());
        } else {
            faults.always(fault);
        }
    }

    private static Fault.Kind kind(String name) {
        return Arrays.stream(Fault.Kind.values())
                .filter(k -> written(k).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind: one of " + kinds()));
    }

    private static List<String> kinds() {
        return Arrays.stream(Fault.Kind.values()).map(Control::written).toList();
    }

    private static String written(Fault.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Entry entry(JsonNode json) {
        String code = text(json, "code");
        return code == null
                ? null
                : new Entry(
                        code,
                        json.path("description").asText("Refused by the sandbox"),
                        json.path("column").asText(""));
    }

    private static String text(JsonNode json, String member) {
        return json.hasNonNull(member) ? json.get(member).asText() : null;
    }

    private Reply active(int status) {
        List<Map<String, Object>> list = faults.active().stream().map(Control::document).toList();
        return Reply.json(status, Map.of("kinds", kinds(), "active", list));
    }

    private static Map<String, Object> document(Faults.Active active) {
        Fault fault = active.fault();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", active.id());
        document.put("kind", written(fault.kind()));
        document.put("times", active.times());
        document.put("hits", active.hits());
        document.put("method", fault.method());
        document.put("change_request_number", fault.changeRequestNumber());
        document.put("phase", fault.phase());
        document.put("delay_ms", fault.delay() == null ? null : fault.delay().toMillis());
        document.put("entry", fault.entry());
        document.values().removeIf(v -> v == null);
        return document;
    }
}
