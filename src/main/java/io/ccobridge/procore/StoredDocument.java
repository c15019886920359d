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
 * text. Of a package, whose lines stand in the document itself, they are taken out of it.
 *
 * @param lines the list of lines; where they could not be had, what Procore answered instead
 */
record StoredDocument(Family family, JsonNode changeOrder, JsonNode lines) {

    /** Deeper than any change order; JSON libraries refuse at 1000. */
    private static final int DEEPEST = 500;

    private static final String SOURCE = "source";
    private static final String PACKAGE = "change_order_package";

    StoredDocument {
        changeOrder = keepable(changeOrder);
        lines = keepable(lines);
    }

    StoredDocument(JsonNode changeOrder, JsonNode lines) {
        this(Family.CHANGE_ORDERS, changeOrder, lines);
    }

    /** Of the whole document of a change order package, an object. */
    static StoredDocument ofPackage(JsonNode shown) {
        ObjectNode changeOrder = shown.deepCopy();
        JsonNode lines = changeOrder.remove("line_items");
        return new StoredDocument(Family.PACKAGES, changeOrder, lines);
    }

    /**
     * @throws IllegalArgumentException when the text is not JSON
     */
    static StoredDocument of(String text) {
        JsonNode stored = Json.read(text);
        Family family =
                stored.path(SOURCE).asText().equals(PACKAGE)
                        ? Family.PACKAGES
                        : Family.CHANGE_ORDERS;
        return new StoredDocument(family, stored.path("change_order"), stored.path("lines"));
    }

    /** Its lines could be had. */
    boolean isWhole() {
        return lines.isArray();
    }

    /**
     * A package of the prime contract, which is none of ours. One that only calls itself a package
     * is told by the contract of its lines (facts/procore-api.md 1.5).
     */
    boolean isOfPrimeContract() {
        String type = changeOrder.path("type").asText();
        return family == Family.PACKAGES
                && (type.equals("PrimeContractChangeOrder")
                        || type.equals("ChangeOrderPackage")
                                && lines.path(0)
                                        .path("holder")
                                        .path("holder_type")
                                        .asText()
                                        .startsWith("Prime"));
    }

    String text() {
        ObjectNode stored = Json.mapper().createObjectNode();
        if (family == Family.PACKAGES) {
            stored.put(SOURCE, PACKAGE);
        }
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
