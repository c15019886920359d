package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.util.Set;

/**
 * What a person asks for with an edit; 422 by the name of the field that is wrong or missing.
 *
 * @param version of the change order, as the person has seen it
 * @param changes by field: words and numbers, never money
 * @param reason empty when none is given for a dry run
 */
record EditRequest(int version, ObjectNode changes, String reason, boolean dryRun) {

    private static final Set<String> FIELDS =
            Set.of("change_request_number", "description", "accounting_date");

    static EditRequest of(JsonNode body) {
        Body request = new Body(body);
        boolean dryRun = request.flag("dry_run");
        String reason = dryRun && !request.has("reason") ? "" : request.text("reason");
        return new EditRequest(version(request), changes(request), reason, dryRun);
    }

    private static int version(Body request) {
        if (!request.has("version") || !request.json().get("version").isInt()) {
            throw Refusal.invalid(
                    "version", "The version is required: that of the change order you have seen.");
        }
        return request.json().get("version").intValue();
    }

    private static ObjectNode changes(Body request) {
        ObjectNode changes = Json.mapper().createObjectNode();
        FIELDS.stream()
                .sorted()
                .filter(request::has)
                .forEach(field -> changes.put(field, request.text(field)));
        if (changes.isEmpty()) {
            throw Refusal.invalid(
                    "change_request_number",
                    "Correct at least one of change request number, description and accounting date;"
                            + " nothing else can be edited.");
        }
        return changes;
    }
}
