package io.ccobridge.spectrum;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Sum;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The mapping of lifecycle.md, "Mapping to ARChangeRequest": what an accepted change order becomes
 * in Spectrum.
 */
public final class Planner {

    private static final int DESCRIPTION_LENGTH = 250;
    private static final int SUB_DESCRIPTION_LENGTH = 30;
    private static final int SUB_COMMENTS_LENGTH = 250;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT);

    private final SpectrumSettings settings;

    public Planner(SpectrumSettings settings) {
        this.settings = settings;
    }

    /**
     * @param candidate one that meets every requirement
     * @param subChangeOrderNumber free for its vendor and subcontract
     * @param heldBefore what Spectrum may hold of this change order from an earlier export, under
     *     the same change request number
     * @throws IllegalArgumentException when the candidate does not meet what the mapping needs, or
     *     the change request number is none
     */
    public ExportPlan plan(
            Candidate candidate,
            Choices choices,
            String subChangeOrderNumber,
            List<Sum> heldBefore) {
        ChangeOrder changeOrder = candidate.changeOrder();
        Job job = target(candidate.job(), "job");
        String number =
                choices.changeRequestNumber() == null
                        ? candidate.changeRequestNumber()
                        : choices.changeRequestNumber().strip();
        // to Spectrum, blank means "make another one"
        ChangeRequestNumbers.check(number)
                .ifPresent(
                        wrong -> {
                            throw new IllegalArgumentException(wrong);
                        });
        LocalDate accountingDate =
                choices.accountingDate() == null
                        ? changeOrder.dateCreated()
                        : choices.accountingDate();

        Map<String, String> header = new LinkedHashMap<>();
        header.put("Company_Code", settings.companyCode());
        header.put("Job_Number", job.number());
        header.put("Customer_Code", job.customerCode());
        header.put("Change_Request_Number", number);
        header.put("CR_Description", description(changeOrder, choices).text());
        header.put("CR_Status", settings.changeRequestStatus());
        header.put("Cost_Reimbursable_Flag", "N");
        header.put("Origination_Date", DAY.format(changeOrder.dateCreated()));
        header.put("Change_Request_Hours", "0");
        header.put("Subcontractor_Code", target(candidate.vendor(), "vendor").code());
        header.put("Subcontract_Number", target(candidate.subcontract(), "subcontract"));
        header.put("Sub_Status", settings.subStatus());
        header.put("Sub_Change_Order_Number", subChangeOrderNumber);
        header.put("Sub_Change_Order_Date", DAY.format(accountingDate));
        header.put("Sub_Description", subDescription(changeOrder).text());
        header.put("Sub_Comments", subComments(changeOrder).text());
        header.values().removeIf(value -> value == null || value.isEmpty());
        return new ExportPlan(number, header, LineSums.with(LineSums.of(candidate), heldBefore));
    }

    /** What will be cut, and amounts that look odd, for the preview. */
    public List<Warning> warnings(ChangeOrder changeOrder, Choices choices) {
        List<Warning> warnings = new ArrayList<>();
        warn(warnings, "CR_Description", description(changeOrder, choices));
        warn(warnings, "Sub_Description", subDescription(changeOrder));
        warn(warnings, "Sub_Comments", subComments(changeOrder));
        warnings.addAll(UnitCosts.warnings(changeOrder));
        return warnings;
    }

    /** The values of one call by element name: the header and one sum. */
    public static Map<String, String> call(Map<String, String> header, Sum sum) {
        Map<String, String> values = new LinkedHashMap<>(header);
        values.put("CR_Phase_Code", sum.phase());
        values.put("CR_Cost_Type", sum.costType());
        values.put("Change_Request_Amount", sum.amount().toPlainString());
        values.put("Sub_Amount", sum.amount().toPlainString());
        return values;
    }

    /** The day that a stored header gives to the commitment; null when it gives none. */
    public static LocalDate accountingDate(Map<String, String> header) {
        String day = header.get("Sub_Change_Order_Date");
        return day == null ? null : LocalDate.parse(day, DAY);
    }

    private static Cut description(ChangeOrder changeOrder, Choices choices) {
        boolean typed = choices.description() != null && !choices.description().isBlank();
        return Cut.to(DESCRIPTION_LENGTH, typed ? choices.description() : changeOrder.title());
    }

    private static Cut subDescription(ChangeOrder changeOrder) {
        return Cut.to(SUB_DESCRIPTION_LENGTH, changeOrder.title());
    }

    private static Cut subComments(ChangeOrder changeOrder) {
        return Cut.to(SUB_COMMENTS_LENGTH, changeOrder.description());
    }

    private static void warn(List<Warning> warnings, String element, Cut cut) {
        if (cut.shortened()) {
            warnings.add(
                    new Warning(
                            element,
                            "The text has "
                                    + cut.length()
                                    + " characters; Spectrum gets the first "
                                    + cut.text().codePointCount(0, cut.text().length())
                                    + "."));
        }
    }

    private static <T> T target(Link<T> link, String what) {
        if (link == null || link.target() == null) {
            throw new IllegalArgumentException("the change order has no Spectrum " + what);
        }
        return link.target();
    }
}
