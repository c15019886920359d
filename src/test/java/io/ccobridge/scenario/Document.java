package io.ccobridge.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;

/** A change order as Procore documents it (facts/procore-api.md 1.3), to be spoilt by tests. */
final class Document {

    private Document() {}

    /** What a list shows of it, without what the bridge has no use for. */
    static ObjectNode of(ProcoreChangeOrder changeOrder) {
        ObjectNode document =
                Json.mapper()
                        .createObjectNode()
                        .put("id", changeOrder.id())
                        .put("contract_id", changeOrder.commitment().id())
                        .put("number", changeOrder.number())
                        .put("title", changeOrder.title())
                        .put("description", changeOrder.description())
                        .put("status", changeOrder.status())
                        .put("grand_total", changeOrder.total())
                        .put("created_at", changeOrder.createdAt().toString())
                        .put("updated_at", changeOrder.updatedAt().toString());
        document.putObject("currency_configuration").put("currency_iso_code", "USD");
        return document;
    }
}
