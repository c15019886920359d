package io.ccobridge.sandbox.spectrum;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The ledger for a person: amounts as texts, sums beside them. */
final class LedgerView {

    private final Ledger ledger;
    private final Books books;

    LedgerView(Ledger ledger, Books books) {
        this.ledger = ledger;
        this.books = books;
    }

    Reply json() {
        ObjectNode root = Json.mapper().createObjectNode();
        List<ChangeRequest> changeRequests = ledger.changeRequests();
        Audit audit = ledger.audit();
        root.put("total", ledger.total().toPlainString());
        root.put("count", changeRequests.size());
        root.put("auto_created", audit.autoCreated());
        ArrayNode rewritten = root.putArray("rewritten");
        audit.rewritten()
                .forEach(
                        r -> {
                            ObjectNode node = rewritten.addObject();
                            node.put("change_request", r.changeRequest().toString());
                            node.put("line", r.line().toString());
                            ArrayNode amounts = node.putArray("amounts");
                            r.amounts().forEach(a -> amounts.add(a.toPlainString()));
                        });
        ArrayNode list = root.putArray("change_requests");
        changeRequests.forEach(c -> list.add(document(c)));
        ArrayNode subcontracts = root.putArray("subcontracts");
        subcontractTotals(changeRequests)
                .forEach(
                        (subcontract, total) ->
                                subcontracts
                                        .addObject()
                                        .put("vendor_code", subcontract.get(0))
                                        .put("vendor", vendorName(subcontract.get(0)))
                                        .put("subcontract", subcontract.get(1))
                                        .put("total", total.toPlainString()));
        return pretty(root);
    }

    Reply calls() {
        ArrayNode list = Json.mapper().createArrayNode();
        // without the request: it holds the Authorization ID
        for (ReceivedCall call : ledger.calls()) {
            ObjectNode node = list.addObject();
            node.put("number", call.number());
            node.put("at", call.at().toString());
            node.put("method", call.method());
            node.put("change_request_number", call.changeRequestNumber());
            node.put("phase", call.phase());
            node.put("cost_type", call.costType());
            node.put("fault", call.fault() == null ? null : call.fault().name());
            node.put("status", call.status());
            ArrayNode entries = node.putArray("entries");
            call.entries().forEach(e -> entries.add(e.toString()));
            node.put("committed", call.committed());
        }
        return pretty(list);
    }

    Reply text() {
        StringBuilder text = new StringBuilder();
        List<ChangeRequest> changeRequests = ledger.changeRequests();
        text.append("Spectrum (sandbox): change requests as they stand\n\n");
        for (ChangeRequest c : changeRequests) {
            text.append(
                    "%-8s job %-10s customer %-10s %s%n"
                            .formatted(
                                    c.key().number(),
                                    c.key().jobNumber(),
                                    c.key().customerCode(),
                                    c.value("CR_Description")));
            for (CostLine line : c.lines()) {
                text.append(
                        "    %-20s %-3s %-10s %-10s %s %20s%n"
                                .formatted(
                                        line.key().phase(),
                                        line.key().costType(),
                                        line.key().subcontractor(),
                                        line.key().subcontract(),
                                        line.value("Sub_Status"),
                                        money(line.amount())));
            }
            text.append("    %-47s %20s%n%n".formatted("total", money(c.total())));
        }
        Audit audit = ledger.audit();
        text.append(
                "change requests: %d, in all %s; without a number given: %d; lines rewritten: %d%n"
                        .formatted(
                                changeRequests.size(),
                                money(ledger.total()),
                                audit.autoCreated(),
                                audit.rewritten().size()));
        return Reply.text(200, text.toString());
    }

    private static ObjectNode document(ChangeRequest changeRequest) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("number", changeRequest.key().number());
        node.put("company_code", changeRequest.key().companyCode());
        node.put("job_number", changeRequest.key().jobNumber());
        node.put("customer_code", changeRequest.key().customerCode());
        node.put("description", changeRequest.value("CR_Description"));
        node.put("status", changeRequest.value("CR_Status"));
        node.put("origination_date", changeRequest.value("Origination_Date"));
        node.put("auto_created", changeRequest.autoCreated());
        node.put("total", changeRequest.total().toPlainString());
        ArrayNode lines = node.putArray("lines");
        for (CostLine line : changeRequest.lines()) {
            lines.addObject()
                    .put("phase", line.key().phase())
                    .put("cost_type", line.key().costType())
                    .put("subcontractor", line.key().subcontractor())
                    .put("subcontract", line.key().subcontract())
                    .put("amount", line.amount().toPlainString())
                    .put("sub_amount", line.subcontractAmount().toPlainString())
                    .put("sub_status", line.value("Sub_Status"))
                    .put("sub_change_order_number", line.value("Sub_Change_Order_Number"))
                    .put("sub_change_order_date", line.value("Sub_Change_Order_Date"))
                    .put("sub_description", line.value("Sub_Description"))
                    .put("sub_comments", line.value("Sub_Comments"));
        }
        return node;
    }

    private static Map<List<String>, BigDecimal> subcontractTotals(List<ChangeRequest> all) {
        Map<List<String>, BigDecimal> totals =
                new TreeMap<>((a, b) -> String.join("\t", a).compareTo(String.join("\t", b)));
        for (ChangeRequest changeRequest : all) {
            for (CostLine line : changeRequest.lines()) {
                totals.merge(
                        List.of(line.key().subcontractor(), line.key().subcontract()),
                        line.subcontractAmount(),
                        BigDecimal::add);
            }
        }
        return totals;
    }

    private String vendorName(String code) {
        return books.vendor(code).map(Books.Vendor::name).orElse("");
    }

    private static String money(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    private static Reply pretty(Object json) {
        try {
            String body = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
            return new Reply(200, "application/json", body + "\n", Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write as JSON", e);
        }
    }
}
