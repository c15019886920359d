package io.ccobridge.sandbox.spectrum;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Level 3 of {@code ARChangeRequest}: what only this service asks (facts/spectrum-api.md 2.2). All
 * that is wrong is told at once. What is missing because something else is there is an {@code M}.
 */
final class ChangeRequestRules {

    private final SandboxSettings settings;
    private final Books books;

    ChangeRequestRules(SandboxSettings settings, Books books) {
        this.settings = settings;
        this.books = books;
    }

    List<Entry> check(Proposal proposal) {
        List<Entry> entries = new ArrayList<>();
        if (!proposal.key().companyCode().equals(settings.companyCode())) {
            // nothing else is looked up in a company that is not there
            return List.of(
                    Entry.invalid("Company_Code", proposal.key().companyCode() + " is no company"));
        }
        Optional<Books.Job> job = books.job(proposal.key().jobNumber());
        job(proposal, job, entries);
        status(proposal, entries);
        dates(proposal, entries);
        if (job.isPresent()) {
            phase(proposal, entries);
        }
        subcontract(proposal, entries);
        return entries;
    }

    private static void job(Proposal p, Optional<Books.Job> job, List<Entry> entries) {
        String number = p.key().jobNumber();
        if (job.isEmpty()) {
            entries.add(Entry.invalid("Job_Number", "Job " + number + " does not exist"));
            return;
        }
        if (job.get().status().equals("C")) {
            entries.add(Entry.invalid("Job_Number", "Job " + number + " is complete"));
        }
        if (job.get().customerCode().isEmpty()) {
            entries.add(
                    Entry.invalid("Customer_Code", "Job " + number + " has no contract customer"));
        } else if (!job.get().customerCode().equals(p.key().customerCode())) {
            entries.add(
                    Entry.invalid(
                            "Customer_Code",
                            p.key().customerCode() + " is not the customer of job " + number));
        }
    }

    private void status(Proposal p, List<Entry> entries) {
        String code = p.header("CR_Status");
        if (code.isEmpty()) {
            entries.add(Entry.missing("CR_Status", "CR_Status is required to create"));
            return;
        }
        Optional<ActionType> action = books.actionType(code);
        if (action.isEmpty()) {
            entries.add(Entry.invalid("CR_Status", "Status code " + code + " does not exist"));
            return;
        }
        boolean recognisesRevenue = action.get().recognisesRevenue();
        if (recognisesRevenue && p.header("Cost_Reimbursable_Flag").equals("N")) {
            entries.add(
                    Entry.invalid(
                            "Cost_Reimbursable_Flag",
                            "Status " + code + " cannot be non-reimbursable"));
        }
        if (!recognisesRevenue && !p.header("Approved_Date").isEmpty()) {
            entries.add(
                    Entry.invalid(
                            "Approved_Date",
                            "Status " + code + " is neither approved nor executed"));
        }
    }

    /**
     * Only these two dates have a documented range. An {@code Origination_Date} long past is good
     * in itself, but stands for a {@code Sub_Change_Order_Date} that is blank.
     */
    private void dates(Proposal p, List<Entry> entries) {
        String approved = p.header("Approved_Date");
        if (!approved.isEmpty()) {
            open("Approved_Date", approved, "A/P", books.payableDates(), entries);
        }
        String changeOrder = p.line("Sub_Change_Order_Date");
        String day = changeOrder.isEmpty() ? p.header("Origination_Date") : changeOrder;
        if (!day.isEmpty()) {
            open("Sub_Change_Order_Date", day, "A/R", books.receivableDates(), entries);
        }
    }

    private static void open(
            String element, String value, String ledger, DateRange range, List<Entry> entries) {
        LocalDate day = Element.date(value);
        if (!range.holds(day)) {
            entries.add(
                    Entry.invalid(
                            element,
                            "%s is outside the open %s dates %s".formatted(value, ledger, range)));
        }
    }

    private void phase(Proposal p, List<Entry> entries) {
        String job = p.key().jobNumber();
        String phase = p.lineKey().phase();
        String costType = p.lineKey().costType();
        if (phase.isEmpty()) {
            entries.add(
                    Entry.missing("CR_Phase_Code", "CR_Phase_Code is required with a subcontract"));
        } else if (phase.contains("-")) {
            entries.add(Entry.invalid("CR_Phase_Code", "CR_Phase_Code is written without dashes"));
        } else if (!books.hasPhase(job, phase)) {
            entries.add(
                    Entry.invalid(
                            "CR_Phase_Code", "Phase " + phase + " does not exist on job " + job));
        } else if (costType.isEmpty()) {
            entries.add(Entry.missing("CR_Cost_Type", "CR_Cost_Type is required with a phase"));
        } else {
            costType(job, phase, costType, entries);
        }
    }

    private void costType(String job, String phase, String costType, List<Entry> entries) {
        Optional<Books.Phase> found = books.phase(job, phase, costType);
        if (found.isEmpty()) {
            entries.add(
                    Entry.invalid(
                            "CR_Cost_Type",
                            "Cost type %s does not exist on phase %s of job %s"
                                    .formatted(costType, phase, job)));
        } else if (found.get().status().equals("C")) {
            entries.add(
                    Entry.invalid(
                            "CR_Phase_Code",
                            "Phase %s %s of job %s is complete".formatted(phase, costType, job)));
        }
    }

    private void subcontract(Proposal p, List<Entry> entries) {
        String vendor = p.lineKey().subcontractor();
        String number = p.lineKey().subcontract();
        if (books.vendor(vendor).filter(Books.Vendor::active).isEmpty()) {
            entries.add(Entry.invalid("Subcontractor_Code", vendor + " is no active vendor"));
        } else if (number.isEmpty()) {
            // "valid with Subcontract_Number": a vendor alone is read as not valid
            entries.add(
                    Entry.missing(
                            "Subcontract_Number",
                            "Subcontract_Number is required with a subcontractor"));
        } else {
            Optional<Books.Subcontract> found = books.subcontract(vendor, number);
            if (found.isEmpty()) {
                entries.add(
                        Entry.invalid(
                                "Subcontract_Number",
                                "Subcontract %s of vendor %s does not exist"
                                        .formatted(number, vendor)));
            } else {
                bidItem(p, found.get(), entries);
            }
        }
        subStatus(p, entries);
    }

    private static void bidItem(Proposal p, Books.Subcontract subcontract, List<Entry> entries) {
        String item = p.lineKey().bidItem();
        if (!item.isEmpty() && !subcontract.bidItems().contains(item)) {
            entries.add(
                    Entry.invalid(
                            "Sub_Bid_Item_Code",
                            "Item %s does not exist on subcontract %s"
                                    .formatted(item, subcontract.number())));
        }
        if (p.lineKey().bidGroup().length() + item.length() > 10) {
            entries.add(
                    Entry.invalid(
                            "Sub_Bid_Item_Code", "Group and item are longer than 10 characters"));
        }
    }

    /**
     * That the change order number "must exist for the Job" is not asked: no service could make it
     * exist, so nothing would ever pass (facts/spectrum-api.md 5, question 3).
     */
    private static void subStatus(Proposal p, List<Entry> entries) {
        String status = p.line("Sub_Status");
        if (status.isEmpty()) {
            entries.add(Entry.missing("Sub_Status", "Sub_Status is required with a subcontractor"));
            return;
        }
        if (!Set.of("P", "E", "R").contains(status)) {
            entries.add(Entry.invalid("Sub_Status", "Sub_Status must be P, E or R"));
        }
        boolean executed = status.equals("E");
        if (executed && p.line("Sub_Change_Order_Number").isEmpty()) {
            entries.add(
                    Entry.missing(
                            "Sub_Change_Order_Number",
                            "Sub_Change_Order_Number is required when executed"));
        }
        if (!executed && !p.line("Sub_Signed_Date").isEmpty()) {
            entries.add(
                    Entry.invalid("Sub_Signed_Date", "Sub_Signed_Date is only for executed ones"));
        }
    }
}
