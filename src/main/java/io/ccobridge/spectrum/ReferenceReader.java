package io.ccobridge.spectrum;

import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.spectrum.SoapMessage.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Asks the Get services for jobs and phases and reads their answers (facts/spectrum-api.md 1.5, 8.2
 * and 8.3).
 */
public final class ReferenceReader {

    private final SpectrumSettings settings;
    private final Envelopes envelopes;

    public ReferenceReader(SpectrumSettings settings, Envelopes envelopes) {
        this.settings = settings;
        this.envelopes = envelopes;
    }

    /** The envelope that asks for all jobs that are active or inactive. */
    public String askForJobs() {
        return ask("GetJob", Map.of("pCompany_Code", settings.companyCode()));
    }

    /**
     * The envelope that asks for the phases of a job.
     *
     * @param costType empty for all cost types
     */
    public String askForPhases(
            @Variable("job") String jobNumber, @Variable("costType") String costType) {
        return ask(
                "GetPhase",
                Map.of(
                        "pCompany_Code", settings.companyCode(),
                        "pJob_Number", jobNumber,
                        "pCost_Type", costType));
    }

    /**
     * @throws NotListed when the answer is none, or not whole
     */
    public Listing<Job> jobs(@Variable("httpStatus") int httpStatus, @Body String body) {
        return listing("GetJob", httpStatus, body, "Job_Number", this::job, Job::number);
    }

    /**
     * @throws NotListed when the answer is none, or not whole
     */
    public Listing<Phase> phases(
            @Variable("job") String jobNumber,
            @Variable("httpStatus") int httpStatus,
            @Body String body) {
        return listing(
                "GetPhase",
                httpStatus,
                body,
                "Phase_Code",
                row -> phase(jobNumber, row),
                phase -> phase.code() + "." + phase.costType());
    }

    /** An empty gathering of vendors. */
    public VendorPages vendorPages() {
        return new VendorPages();
    }

    /**
     * Adds a page to the gathering.
     *
     * @throws NotListed when it is none
     */
    public void vendors(
            @Variable("vendors") VendorPages vendors,
            @Variable("httpStatus") int httpStatus,
            @Body String body) {
        vendors.take(httpStatus, body);
    }

    private String ask(String method, Map<String, String> values) {
        return envelopes.render(
                method, values, settings.authorizationId(), UUID.randomUUID().toString());
    }

    private static <T> Listing<T> listing(
            String method,
            int httpStatus,
            String body,
            String rowMark,
            Function<Row, Optional<T>> read,
            Function<T, String> key) {
        Answer answer = Answers.read(method, httpStatus, body);
        if (!(answer instanceof Answer.Accepted)) {
            throw new NotListed(answer);
        }
        SoapMessage message = accepted(body);
        boolean whole = !Answers.capped(message);
        Map<String, T> rows = new LinkedHashMap<>();
        for (Row row : message.rows()) {
            if (!row.get(rowMark).isEmpty()) {
                Optional<T> thing = read.apply(row);
                thing.ifPresent(t -> rows.put(key.apply(t), t));
                whole &= thing.isPresent();
            }
        }
        return new Listing<>(List.copyOf(rows.values()), whole);
    }

    private static SoapMessage accepted(String body) {
        try {
            return SoapMessage.read(body);
        } catch (SoapMessage.Unreadable e) {
            throw new IllegalStateException("an accepted answer reads the second time too", e);
        }
    }

    private Optional<Job> job(Row row) {
        String number = row.get("Job_Number");
        String customer = row.get("Customer_Code");
        if (number.length() > 10 || customer.length() > 10 || !ours(row)) {
            return Optional.empty();
        }
        return Optional.of(
                new Job(
                        number,
                        atMost(100, row.get("Job_Description")),
                        customer.isEmpty() ? null : customer,
                        status(row)));
    }

    private Optional<Phase> phase(String jobNumber, Row row) {
        String code = row.get("Phase_Code").replace("-", "");
        String costType = row.get("Cost_Type");
        boolean fits =
                code.length() <= 20
                        && !code.isEmpty()
                        && costType.length() <= 3
                        && !costType.isEmpty();
        if (!fits || !row.get("Job_Number").equals(jobNumber) || !ours(row)) {
            return Optional.empty();
        }
        return Optional.of(
                new Phase(code, costType, atMost(100, row.get("Description")), status(row)));
    }

    private boolean ours(Row row) {
        String company = row.get("Company_Code");
        return company.isEmpty() || company.equals(settings.companyCode());
    }

    /** A job or phase without a status is one of those that a blank status asks for. */
    private static String status(Row row) {
        String status = row.get("Status_Code");
        return status.isEmpty() ? "A" : status.substring(0, 1);
    }

    private static String atMost(int length, String text) {
        return Cut.to(length, text).text();
    }
}
