package io.ccobridge.sandbox.spectrum;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The elements of a service's request, in the order in which Spectrum wants them. */
public record Layout(String method, List<Element> elements) {

    /**
     * Facts/spectrum-api.md 8.1, every element. Hours, amount and subcontractor are marked required
     * and are yet said to "can be blank"; here they are required.
     */
    public static final Layout AR_CHANGE_REQUEST =
            of(
                    "ARChangeRequest",
                    """
                    Authorization_ID 20 required
                    GUID 36
                    Company_Code 3 required
                    Job_Number 10 required
                    Customer_Code 10 required
                    Change_Request_Number 8
                    CR_Description 250
                    CR_Status 2
                    Cost_Reimbursable_Flag Y/N
                    Origination_Date date
                    Approved_Date date
                    Fee_Percent -3.2
                    Fee_Amount -8.2
                    CR_Phase_Code 20
                    CR_Cost_Type 3
                    Change_Request_Quantity -7.2
                    Change_Request_Hours -6.2 required
                    Change_Request_Amount -10.2 required
                    Subcontractor_Code 10 required
                    Subcontract_Number 10
                    Sub_Amount -10.2
                    Sub_Bid_Group_Item_Code 2
                    Sub_Bid_Item_Code 11
                    Sub_Status 1
                    Sub_Change_Order_Number 8
                    Sub_Change_Order_Date date
                    Sub_Signed_Date date
                    Sub_Description 30
                    Sub_Type 15
                    Sub_Proposal_Date date
                    Sub_Sent_Date date
                    Sub_Due_Date date
                    Sub_Comments 250
                    Markup_Cost_Type 3
                    Markup_Percent 3.2
                    Markup_Amount -10.2
                    Pricing_Addon_Code 10
                    Pricing_Addon_MU_Percent 3.2
                    Pricing_Addon_MU_Amount -10.2
                    Pricing_Addon_Phase 20
                    Pricing_Addon_Cost_Type 3
                    CR_Billing_Group_Code 2
                    CR_Billing_Item_Code 11
                    CR_Billing_Item_Description 30
                    CR_Additional_Description 40
                    CR_Unit_Price -5.4
                    CR_Quantity -7.2
                    CR_Revenue -10.2
                    Proceed_Submitted_Date date
                    Proceed_Received_Date date
                    Rough_Estimate -8.2
                    Quotation_Submitted_Date date
                    Quotation_Due_Date date
                    Requested_Days -3
                    Approved_Days -3
                    Default_Billing_Total 1
                    """);

    /** Facts/spectrum-api.md 8.2. Lengths of the unused filters are not documented. */
    public static final Layout GET_JOB =
            of(
                    "GetJob",
                    """
                    Authorization_ID 20 required
                    GUID 36
                    pCompany_Code 3 required
                    pDivision 10
                    pStatus_Code 1
                    pProject_Manager 10
                    pSuperintendent 10
                    pEstimator 10
                    pCustomer_Code 10
                    pCost_Center 10
                    pSort_By 10
                    """);

    /** Facts/spectrum-api.md 8.3. */
    public static final Layout GET_PHASE =
            of(
                    "GetPhase",
                    """
                    Authorization_ID 20 required
                    GUID 36
                    pCompany_Code 3 required
                    pCost_Type 3
                    pJob_Number 10
                    pStatus_Code 1
                    pCost_Center 10
                    pSort_By 10
                    """);

    public Layout {
        elements = List.copyOf(elements);
    }

    private static Layout of(String method, String lines) {
        return new Layout(method, lines.lines().map(Element::parse).toList());
    }

    /** As a site's own layout might be: with one element less. */
    public Layout without(String element) {
        return new Layout(
                method, elements.stream().filter(e -> !e.name().equals(element)).toList());
    }

    List<String> names() {
        return elements.stream().map(Element::name).toList();
    }

    /**
     * What is wrong with the elements that came, whatever their values: ProIV expects each to be
     * there (facts/spectrum-api.md 1.4). That the order counts is the strict reading.
     */
    List<Entry> structure(List<String> came) {
        Set<String> expected = new LinkedHashSet<>(names());
        List<Entry> entries = new ArrayList<>();
        for (String name : expected) {
            if (!came.contains(name)) {
                entries.add(Entry.missing(name, "Element " + name + " is not in the request"));
            }
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String name : came) {
            if (!expected.contains(name)) {
                entries.add(Entry.invalid(name, "Element " + name + " is not in the layout"));
            } else if (!seen.add(name)) {
                entries.add(Entry.invalid(name, "Element " + name + " comes twice"));
            }
        }
        if (entries.isEmpty() && !came.equals(names())) {
            String first = firstMisplaced(came);
            entries.add(Entry.invalid(first, "Element " + first + " is out of order"));
        }
        return entries;
    }

    /** Level 1: what is required and blank. */
    List<Entry> missing(SoapCall call) {
        return elements.stream()
                .filter(e -> e.required() && call.blank(e.name()))
                .map(e -> Entry.missing(e.name(), e.name() + " is required"))
                .toList();
    }

    /** Level 2: lengths, numbers and dates. */
    List<Entry> malformed(SoapCall call) {
        List<Entry> entries = new ArrayList<>();
        for (Element element : elements) {
            if (!call.blank(element.name())) {
                element.fault(call.value(element.name()))
                        .map(text -> Entry.invalid(element.name(), element.name() + " " + text))
                        .ifPresent(entries::add);
            }
        }
        return entries;
    }

    private String firstMisplaced(List<String> came) {
        int i = 0;
        while (came.get(i).equals(elements.get(i).name())) {
            i++;
        }
        return came.get(i);
    }
}
