package io.ccobridge.sandbox.procore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.company.ErpRecord;
import java.math.BigDecimal;
import java.time.Instant;

/** What Procore's documents have in common. Every document is a new node that may be changed. */
final class Documents {

    private Documents() {}

    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    static ArrayNode array() {
        return Json.mapper().createArrayNode();
    }

    static ObjectNode object(String name, Object value) {
        return object().set(name, Json.mapper().valueToTree(value));
    }

    static ObjectNode idAndName(long id, String name) {
        return object().put("id", id).put("name", name);
    }

    /** Whole seconds and {@code Z}; null stays null. */
    static String time(Instant moment) {
        return moment == null ? null : moment.toString();
    }

    /** The id, the times and the three ERP fields. */
    static ObjectNode erp(ErpRecord<?> record) {
        return object().put("id", record.id())
                .put("origin_id", record.originId())
                .put("origin_code", record.originCode())
                .put("origin_data", record.originData())
                .put("created_at", time(record.createdAt()))
                .put("updated_at", time(record.updatedAt()));
    }

    static ObjectNode currency(String iso) {
        return iso == null
                ? null
                : object().put("currency_iso_code", iso).put("base_currency_iso_code", "USD");
    }

    /** A quantity where v1 has it: as a string. */
    static String quantity(BigDecimal value) {
        return value == null ? "0.0" : value.toPlainString();
    }
}
