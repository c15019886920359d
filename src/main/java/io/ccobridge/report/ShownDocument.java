package io.ccobridge.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Shown;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a person sees of a document from Procore: all that can be read of it, also of one that is
 * all wrong.
 */
final class ShownDocument {

    /**
     * A line as Procore sent it; null for what it does not say.
     *
     * @param quantity with unit cost and unit only of a line that is counted
     */
    record Line(
            String id,
            String wbsCode,
            String description,
            String amount,
            @JsonInclude(JsonInclude.Include.NON_NULL) String quantity,
            @JsonInclude(JsonInclude.Include.NON_NULL) String unitCost,
            @JsonInclude(JsonInclude.Include.NON_NULL) String uom) {}

    /** What the approver compares when a change order has changed since it was sent. */
    record Snapshot(
            String number,
            String title,
            String status,
            String description,
            String total,
            String vendor,
            String commitment,
            List<Line> lines) {

        /** The same of one that Procore shows no more. */
        Snapshot deleted() {
            return new Snapshot(
                    number, title, "deleted", description, total, vendor, commitment, lines);
        }
    }

    private ShownDocument() {}

    /**
     * @param body as it is kept; null: there is none
     * @param vendor the contract company, which the document does not name
     * @param commitment the number of the commitment, likewise
     */
    static Snapshot of(String body, String vendor, String commitment) {
        JsonNode document = body == null ? NullNode.instance : Json.read(body);
        JsonNode changeOrder = document.path("change_order");
        return new Snapshot(
                text(changeOrder.path("number")),
                text(changeOrder.path("title")),
                text(changeOrder.path("status")),
                text(changeOrder.path("description")),
                money(changeOrder.path("grand_total")),
                vendor,
                commitment,
                StreamSupport.stream(document.path("lines").spliterator(), false)
                        .map(ShownDocument::line)
                        .toList());
    }

    private static Line line(JsonNode line) {
        boolean counted = counts(line.path("quantity")) || counts(line.path("unit_cost"));
        return new Line(
                text(line.path("id")),
                text(line.path("wbs_code").path("flat_code")),
                text(line.path("description")),
                // packages have no amount on their lines, see procore's DocumentReader
                money(line.path(line.has("amount") ? "amount" : "total_amount")),
                counted ? text(line.path("quantity")) : null,
                counted ? text(line.path("unit_cost")) : null,
                counted ? text(line.path("uom")) : null);
    }

    /** Procore says 0 on lines that are amounts alone. */
    private static boolean counts(JsonNode number) {
        String text = text(number);
        return text != null && !text.matches("[-+]?0*(\\.0*)?");
    }

    private static String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }

    /** An amount that is none is shown as it came. */
    private static String money(JsonNode node) {
        String text = text(node);
        return text != null && text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")
                ? Shown.money(new BigDecimal(text))
                : text;
    }
}
