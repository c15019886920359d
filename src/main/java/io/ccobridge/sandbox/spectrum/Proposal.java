package io.ccobridge.sandbox.spectrum;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A change request and one of its cost lines as a call would leave them: a blank element leaves
 * what is there (facts/spectrum-api.md 1.4).
 *
 * @param existing null when the call makes a new one
 * @param existingLine null when the call makes a new one
 * @param header by element name; what was never given is absent
 * @param line by element name; what was never given is absent
 */
record Proposal(
        SoapCall call,
        ChangeRequestKey key,
        ChangeRequest existing,
        CostLineKey lineKey,
        CostLine existingLine,
        Map<String, String> header,
        Map<String, String> line) {

    private static final Set<String> KEYS =
            Set.of(
                    "Authorization_ID",
                    "GUID",
                    "Company_Code",
                    "Job_Number",
                    "Customer_Code",
                    "Change_Request_Number",
                    "CR_Phase_Code",
                    "CR_Cost_Type",
                    "Subcontractor_Code",
                    "Subcontract_Number",
                    "Sub_Bid_Group_Item_Code",
                    "Sub_Bid_Item_Code");

    private static final Set<String> HEADER =
            Set.of(
                    "CR_Description",
                    "CR_Status",
                    "Cost_Reimbursable_Flag",
                    "Origination_Date",
                    "Approved_Date",
                    "Fee_Percent",
                    "Fee_Amount",
                    "Proceed_Submitted_Date",
                    "Proceed_Received_Date",
                    "Rough_Estimate",
                    "Quotation_Submitted_Date",
                    "Quotation_Due_Date",
                    "Requested_Days",
                    "Approved_Days");

    static Proposal of(SoapCall call, Ledger ledger) {
        ChangeRequestKey key =
                new ChangeRequestKey(
                        call.value("Company_Code"),
                        call.value("Job_Number"),
                        call.value("Customer_Code"),
                        call.value("Change_Request_Number"));
        CostLineKey lineKey =
                new CostLineKey(
                        call.value("CR_Phase_Code"),
                        call.value("CR_Cost_Type"),
                        call.value("Subcontractor_Code"),
                        call.value("Subcontract_Number"),
                        call.value("Sub_Bid_Group_Item_Code"),
                        call.value("Sub_Bid_Item_Code"));
        ChangeRequest existing =
                key.number().isEmpty() ? null : ledger.changeRequest(key).orElse(null);
        CostLine existingLine = existing == null ? null : existing.line(lineKey).orElse(null);

        Map<String, String> header = new HashMap<>(existing == null ? Map.of() : existing.header());
        Map<String, String> line =
                new HashMap<>(existingLine == null ? Map.of() : existingLine.values());
        for (String element : call.names()) {
            if (!KEYS.contains(element) && !call.blank(element)) {
                (HEADER.contains(element) ? header : line).put(element, call.value(element));
            }
        }
        return new Proposal(call, key, existing, lineKey, existingLine, header, line);
    }

    boolean creates() {
        return existing == null;
    }

    /** Empty when it was never given. */
    String header(String element) {
        return header.getOrDefault(element, "");
    }

    /** Empty when it was never given. */
    String line(String element) {
        return line.getOrDefault(element, "");
    }

    /** Two decimals. */
    BigDecimal money(String element) {
        return new BigDecimal(line(element)).setScale(2);
    }
}
