package io.ccobridge.sandbox.spectrum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code GetJob} and {@code GetPhase} (facts/spectrum-api.md 8.2, 8.3). What the sandbox's jobs and
 * phases do not have comes back empty, and a filter on it finds nothing.
 */
final class GetServices {

    private static final List<String> JOB_COLUMNS =
            List.of(
                    "Company_Code",
                    "Job_Number",
                    "Job_Description",
                    "Division",
                    "Address_1",
                    "Address_2",
                    "City",
                    "State",
                    "Zip_Code",
                    "Project_Manager",
                    "Superintendent",
                    "Estimator",
                    "Certified_Flag",
                    "Customer_Code",
                    "Status_Code",
                    "Work_State_Tax_Code",
                    "Contract_Number",
                    "Cost_Center",
                    "Error_Code",
                    "Error_Description",
                    "Error_Column");

    private static final List<String> PHASE_COLUMNS =
            List.of(
                    "Company_Code",
                    "Job_Number",
                    "Phase_Code",
                    "Cost_Type",
                    "Description",
                    "Status_Code",
                    "Unit_of_Measure",
                    "JTD_Quantity",
                    "JTD_Hours",
                    "JTD_Actual_Dollars",
                    "Projected_Quantity",
                    "Projected_Hours",
                    "Projected_Dollars",
                    "Estimated_Quantity",
                    "Estimated_Hours",
                    "Current_Estimated_Dollars",
                    "Cost_Center",
                    "Error_Code",
                    "Error_Description",
                    "Error_Column");

    private static final Map<String, String> FILTERS =
            Map.of(
                    "pDivision", "Division",
                    "pProject_Manager", "Project_Manager",
                    "pSuperintendent", "Superintendent",
                    "pEstimator", "Estimator",
                    "pCustomer_Code", "Customer_Code",
                    "pCost_Center", "Cost_Center",
                    "pCost_Type", "Cost_Type",
                    "pJob_Number", "Job_Number");

    private final SandboxSettings settings;
    private final Books books;
    private final Variants variants;

    GetServices(SandboxSettings settings, Books books, Variants variants) {
        this.settings = settings;
        this.books = books;
        this.variants = variants;
    }

    Answer answer(Layout layout, SoapCall call) {
        List<Entry> malformed = layout.malformed(call);
        List<Entry> refusals = malformed.isEmpty() ? refusals(call) : malformed;
        if (!refusals.isEmpty()) {
            return refused(layout.method(), refusals);
        }
        Stream<Map<String, String>> all =
                layout.method().equals("GetJob")
                        ? books.jobs().stream().map(this::row)
                        : books.phases().stream().map(this::row);
        List<Map<String, String>> rows = all.filter(row -> wanted(call, row)).toList();
        return new Answer(
                Reply.xml(
                        200, SoapAnswer.get(layout.method(), columns(layout.method()), cap(rows))),
                List.of(),
                false);
    }

    /** Errors are rows too, empty but for the error columns. */
    static Answer refused(String method, List<Entry> entries) {
        List<Map<String, String>> rows = entries.stream().map(GetServices::row).toList();
        return new Answer(
                Reply.xml(200, SoapAnswer.get(method, columns(method), rows)), entries, false);
    }

    private static List<String> columns(String method) {
        return method.equals("GetJob") ? JOB_COLUMNS : PHASE_COLUMNS;
    }

    private List<Entry> refusals(SoapCall call) {
        if (!call.value("pCompany_Code").equals(settings.companyCode())) {
            return List.of(
                    Entry.invalid("pCompany_Code", call.value("pCompany_Code") + " is no company"));
        }
        List<Entry> entries = new ArrayList<>();
        if (!call.blank("pStatus_Code")
                && !Set.of("A", "I", "C").contains(call.value("pStatus_Code"))) {
            entries.add(Entry.invalid("pStatus_Code", "pStatus_Code must be A, I or C"));
        }
        String job = call.value("pJob_Number");
        if (!job.isEmpty() && books.job(job).isEmpty()) {
            entries.add(Entry.invalid("pJob_Number", "Job " + job + " does not exist"));
        }
        return entries;
    }

    private static boolean wanted(SoapCall call, Map<String, String> row) {
        // blank is active and inactive, never complete
        boolean status =
                call.blank("pStatus_Code")
                        ? !row.get("Status_Code").equals("C")
                        : row.get("Status_Code").equals(call.value("pStatus_Code"));
        return status
                && FILTERS.entrySet().stream()
                        .allMatch(
                                filter ->
                                        call.blank(filter.getKey())
                                                || call.value(filter.getKey())
                                                        .equals(row.get(filter.getValue())));
    }

    private List<Map<String, String>> cap(List<Map<String, String>> rows) {
        int cap = variants.rowCap();
        if (rows.size() <= cap) {
            return rows;
        }
        List<Map<String, String>> capped = new ArrayList<>(rows.subList(0, cap));
        capped.add(row(new Entry("W", "Only the first " + cap + " rows are returned", "")));
        return capped;
    }

    private Map<String, String> row(Books.Job job) {
        return Map.of(
                "Company_Code", settings.companyCode(),
                "Job_Number", job.number(),
                "Job_Description", job.description(),
                "Customer_Code", job.customerCode(),
                "Status_Code", job.status());
    }

    private Map<String, String> row(Books.Phase phase) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("Company_Code", settings.companyCode());
        row.put("Job_Number", phase.job());
        row.put("Phase_Code", phase.code());
        row.put("Cost_Type", phase.costType());
        row.put("Description", phase.description());
        row.put("Status_Code", phase.status());
        return row;
    }

    private static Map<String, String> row(Entry entry) {
        return Map.of(
                "Error_Code", entry.code(),
                "Error_Description", entry.description(),
                "Error_Column", entry.column());
    }
}
