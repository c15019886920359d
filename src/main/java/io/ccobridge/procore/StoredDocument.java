package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ccobridge.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is kept of a change order: the row of the list as Procore sent it and its lines, one JSON
 * text.
 *
 * @param lines the list of lines; where they could not be had, what Procore answered instead
 */
record StoredDocument(JsonNode changeOrder, JsonNode lines) {

    /** Deeper than any change order; JSON libraries refuse at 1000. */
    private static final int DEEPEST = 500;

    StoredDocument {
        changeOrder = keepable(changeOrder);
        lines = keepable(lines);
    }

    /**
     * @throws IllegalArgumentException when the text is not JSON
     */
    static StoredDocument of(String text) {
        JsonNode stored = Json.read(text);
        return new StoredDocument(stored.path("change_order"), stored.path("lines"));
    }

    String text() {
        ObjectNode stored = Json.mapper().createObjectNode();
        stored.set("change_order", changeOrder);
        stored.set("lines", lines);
        return Json.writeAscii(stored);
    }

    /** The node, or the same as a text when it is too deep to be kept inside another. */
    static JsonNode keepable(JsonNode node) {
        if (node == null || node.isMissingNode()) {
            return NullNode.instance;
        }
        return tooDeep(node) ? TextNode.valueOf(Json.writeAscii(node)) : node;
    }

    private static boolean tooDeep(JsonNode root) {
        Deque<JsonNode> level = new ArrayDeque<>();
        level.add(root);
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth > DEEPEST) {
                return true;
            }
            for (int left = level.size(); left > 0; left--) {
                level.remove().forEach(child -> addContainer(level, child));
            }
        }
        return false;
    }

    private static void addContainer(Deque<JsonNode> level, JsonNode child) {
        if (child.isContainerNode()) {
            level.add(child);
        }
    }
}
