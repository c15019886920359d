package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.json.Json;
import java.util.List;
import java.util.Map;

/** What can be linked. */
enum LinkKind {
    VENDORS,
    PROJECTS,
    COMMITMENTS,
    COST_CODES;

    /** The word of the API and of the command line. */
    @Override
    public String toString() {
        return Words.word(this);
    }

    /**
     * Every link, each with its {@code kind}.
     *
     * @param only null: of all kinds
     */
    static ArrayNode all(BridgeClient bridge, LinkKind only) {
        ArrayNode links = Json.mapper().createArrayNode();
        for (LinkKind kind : only == null ? List.of(values()) : List.of(only)) {
            for (JsonNode link : Paging.all(bridge, Map.of(), "links", kind.toString())) {
                links.add(
                        Json.mapper()
                                .createObjectNode()
                                .put("kind", kind.toString())
                                .setAll((ObjectNode) link));
            }
        }
        return links;
    }
}
