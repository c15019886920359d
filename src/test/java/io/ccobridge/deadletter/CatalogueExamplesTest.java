package io.ccobridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.sandbox.spectrum.ActionType;
import io.ccobridge.sandbox.spectrum.Entry;
import io.ccobridge.sandbox.spectrum.Fault;
import io.ccobridge.sandbox.spectrum.Fault.Kind;
import io.ccobridge.sandbox.spectrum.SandboxSpectrum;
import io.ccobridge.spectrum.Answer;
import io.ccobridge.spectrum.AnswerCode;
import io.ccobridge.spectrum.Answers;
import io.ccobridge.spectrum.Envelopes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every cause of {@code config/causes.yaml} with an answer that it is meant for: what the sandbox
 * Spectrum gives where it can, else what facts/erp-product.md 2.3 says. The bridge reads the answer
 * as it does in an export, so that the catalogue and {@link Answers} cannot drift apart.
 */
class CatalogueExamplesTest {

    private static final String METHOD = "ARChangeRequest";
    private static final Catalogue CATALOGUE = Catalogue.read(Path.of("config"));

    private static SandboxSpectrum spectrum;
    private static HttpClient http;

    /** Failures by the id of the cause that they must be found under. */
    private static final Map<String, List<Failure>> EXAMPLES = new LinkedHashMap<>();

    @BeforeAll
    static void fail() throws Exception {
        http = HttpClient.newHttpClient();
        spectrum =
                SandboxSpectrum.builder()
                        .clock(Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC))
                        .start();
        spectrum.books()
                .addJob("24-101", "Harbor Tower", "OWNER1")
                .addPhase("24-101", "033000", "S", "Concrete")
                .addPhase("24-101", "055000", "S", "Metals")
                .completePhase("24-101", "055000", "S")
                .addJob("24-900", "Done", "OWNER1")
                .completeJob("24-900")
                .addPhase("24-900", "033000", "S", "Concrete")
                .addJob("24-800", "No contract", "")
                .addPhase("24-800", "033000", "S", "Concrete")
                .addVendor("ACME", "Acme Concrete")
                .addSubcontract("ACME", "SC-001")
                .addStatusCode("CR", ActionType.COST_ONLY)
                .addStatusCode("EX", ActionType.EXECUTED)
                .openDates(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 31));
        fromTheSandbox();
        fromDocuments();
        fromTheWire();
    }

    @AfterAll
    static void stop() {
        spectrum.close();
    }

    private static void fromTheSandbox() throws Exception {
        assertThat(send("Change_Request_Number", "S001-001").category())
                .as("of the call that is spoilt")
                .isEqualTo("accepted");
        example("phase-missing", send("CR_Phase_Code", "099999"));
        example("phase-complete", send("CR_Phase_Code", "055000"));
        example("phase-dashes", send("CR_Phase_Code", "03-30"));
        example("cost-type-missing", send("CR_Cost_Type", "X"));
        example("job-missing", send("Job_Number", "99-999"));
        example("job-complete", send("Job_Number", "24-900"));
        example("no-contract", send("Job_Number", "24-800"));
        example("customer-differs", send("Customer_Code", "OWNER2"));
        example("company", send("Company_Code", "XYZ"));
        example("vendor", send("Subcontractor_Code", "NOBODY"));
        example("subcontract-missing", send("Subcontract_Number", "SC-999"));
        example("subcontract-required", send("Subcontract_Number", ""));
        example("subcontract-number-long", send("Subcontract_Number", "SC-2026-0001"));
        example("billing-item", send("Sub_Bid_Item_Code", "7"));
        example("sub-change-order-number", send("Sub_Change_Order_Number", ""));
        example("sub-status", send("Sub_Status", "X"));
        example("sub-status", send("Sub_Status", ""));
        example("status-missing", send("CR_Status", ""));
        example("status-unknown", send("CR_Status", "ZZ"));
        example("status-recognises-revenue", send("CR_Status", "EX"));
        example("status-recognises-revenue", send("Approved_Date", "11/23/2026"));
        example("period-closed", send("Sub_Change_Order_Date", "10/31/2026"));
        example("date", send("Sub_Change_Order_Date", "2026-11-20"));
        example("number-long", send("Change_Request_Number", "S001-0002"));
        example("text-long", send("Sub_Description", "x".repeat(31)));
        example("amount", send("Change_Request_Amount", "1.234"));
        example("not-authorised", send("Authorization_ID", "SOMEBODY-ELSE"));
        example("template", send("Origination_Date", "11/20/2026", "Job_Number", ""));
        example("locked", faulty(Fault.locked("I")));
        example("locked", faulty(Fault.locked("A")));
        example("session-expired", faulty(Fault.expiredGuid("A")));
        example("not-authorised", faulty(Fault.abort()));
        example("too-many-calls", faulty(Fault.tooManyRequests(Duration.ofSeconds(1))));
        example("server-error", faulty(Fault.of(Kind.UNAVAILABLE)));
        example("server-error", faulty(Fault.of(Kind.SERVER_ERROR)));
        example("soap-fault", faulty(Fault.of(Kind.SOAP_FAULT)));
        example("http-not-authorised", faulty(Fault.of(Kind.UNAUTHORIZED)));
        example("http-not-authorised", faulty(Fault.of(Kind.FORBIDDEN)));
        example("answer-unreadable", faulty(Fault.of(Kind.UNREADABLE_BODY)));
        example("something-else", faulty(Fault.of(Kind.UNEXPECTED_WRAPPER)));
    }

    /** What Spectrum is known to say, and no test double has a reason to. */
    private static void fromDocuments() throws Exception {
        example("gl-account", refused("I", "", "Invalid GL Account for Job/Phase/Cost Type"));
        example(
                "prime-contract",
                refused(
                        "I",
                        "",
                        "Prime Contract is not Synced - Spectrum requires a contract when creating"
                                + " a Change Request"));
        example(
                "duplicate-lines",
                refused(
                        "I",
                        "CR_Phase_Code",
                        "All Change Order line items must have unique cost_code_id, cost_type_id,"
                                + " and type pairs"));
        example("purchase-order", refused("I", "Subcontract_Number", "PO-17 is a purchase order"));
        example("sub-job", refused("I", "Job_Number", "Sub jobs are not supported"));
        example("info-link-tables", refused("I", "", "Table CR_CHNG_REQ_HDR_MC is not available"));
        example(
                "cost-centre",
                refused("I", "Job_Number", "Job is outside the cost centers of the operator"));
        example("in-use", refused("I", "Change_Request_Number", "Batch is in use"));
        example(
                "tied-to-draw",
                refused("I", "Change_Request_Number", "It is tied to draw request 7"));
        example(
                "number-exists",
                refused("I", "Change_Request_Number", "Change request S001-002 already exists"));
        example(
                "billed-beyond",
                refused("I", "Sub_Amount", "Revised contract is less than billed to date"));
        example(
                "period-closed",
                refused("I", "Origination_Date", "Date is not in the fiscal calendar"));
        example("expired-or-inactive-id", refused("I", "GUID", "GUID is longer than 36"));
        example("something-else", refused("X", "", "Never heard of"));
    }

    private static void fromTheWire() {
        example("unreachable", thrown(new ConnectException("Connection refused")));
        example("host-unknown", thrown(new UnknownHostException("sp: Name or service not known")));
        example(
                "certificate",
                thrown(new SSLHandshakeException("PKIX path building failed: unable to find")));
        example("answer-timed-out", thrown(new SocketTimeoutException("Read timed out")));
        example("answer-unreadable", thrown(new IOException("the answer is larger than 9 bytes")));
        example("connection-broke", thrown(new IOException("Connection reset")));
        example("wrong-address", failure(Answers.read(METHOD, 404, "<html/>"), null, 404));
        example("wrong-address", failure(Answers.read(METHOD, 302, ""), null, 302));
        // AttemptTable and SpectrumAuth, in their own words
        example(
                "cut-off",
                new Failure("unknown", null, null, null, "Cut off before an answer came."));
        example(
                "access-token",
                new Failure(
                        "configuration",
                        null,
                        null,
                        null,
                        "Spectrum gave no access token: HTTP status 400. Check spectrum.client-id"
                                + " and spectrum.client-secret; the secret may have expired."));
    }

    @TestFactory
    List<DynamicTest> anAnswerIsFoundUnderTheCauseThatItHas() {
        List<DynamicTest> tests = new ArrayList<>();
        EXAMPLES.forEach(
                (id, failures) ->
                        failures.forEach(
                                failure ->
                                        tests.add(
                                                DynamicTest.dynamicTest(
                                                        id + ": " + failure.message(),
                                                        () ->
                                                                assertThat(
                                                                                CATALOGUE
                                                                                        .of(failure)
                                                                                        .cause())
                                                                        .as("%s", failure)
                                                                        .isEqualTo(id)))));
        return tests;
    }

    @Test
    void everyCauseOfTheCatalogueHasAnExample() {
        assertThat(CATALOGUE.causes())
                .extracting(KnownCause::id)
                .containsExactlyInAnyOrderElementsOf(EXAMPLES.keySet());
        assertThat(CATALOGUE.causes())
                .allSatisfy(cause -> assertThat(cause.source()).as(cause.id()).isNotEqualTo(""));
    }

    @Test
    void whatNobodyHasWrittenDownIsSaidToBeUnknown() {
        for (String category : Filter.CATEGORIES) {
            Suggestion suggestion =
                    CATALOGUE.of(new Failure(category, null, null, null, "Qwertz uiop."));
            assertThat(suggestion.known()).as(category).isFalse();
            assertThat(suggestion.cause()).isNull();
            assertThat(suggestion.fix()).isNotBlank();
        }
        assertThat(
                        CATALOGUE
                                .of(new Failure("business", "I", 200, "Some_Column", "Qwertz."))
                                .fixIn())
                .as("where a business failure is mended is not guessed")
                .isNull();
    }

    private static void example(String cause, Failure failure) {
        EXAMPLES.computeIfAbsent(cause, id -> new ArrayList<>()).add(failure);
    }

    // ---- answers
    // ---------------------------------------------------------------------------------------------

    /** A good call with pairs of element and value changed. */
    private static Failure send(String... changes) throws Exception {
        Map<String, String> values = new HashMap<>();
        values.put("Company_Code", "ABC");
        values.put("Job_Number", "24-101");
        values.put("Customer_Code", "OWNER1");
        values.put("Change_Request_Number", "S001-002");
        values.put("CR_Description", "Added footing");
        values.put("CR_Status", "CR");
        values.put("Cost_Reimbursable_Flag", "N");
        values.put("Origination_Date", "11/20/2026");
        values.put("CR_Phase_Code", "033000");
        values.put("CR_Cost_Type", "S");
        values.put("Change_Request_Hours", "0");
        values.put("Change_Request_Amount", "12500.00");
        values.put("Subcontractor_Code", "ACME");
        values.put("Subcontract_Number", "SC-001");
        values.put("Sub_Amount", "12500.00");
        values.put("Sub_Status", "E");
        values.put("Sub_Change_Order_Number", "002");
        values.put("Sub_Change_Order_Date", "11/20/2026");
        String authorization = spectrum.authorizationId();
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i].equals("Authorization_ID")) {
                authorization = changes[i + 1];
            } else {
                values.put(changes[i], changes[i + 1]);
            }
        }
        String url = spectrum.url() + "/ws/" + METHOD;
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "text/xml; charset=utf-8")
                                .header("SOAPAction", url)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                new Envelopes(Path.of("config/spectrum"))
                                                        .render(
                                                                METHOD,
                                                                values,
                                                                authorization,
                                                                "3f0c2a10-0000-4000-8000-00000000000a")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return failure(
                Answers.read(METHOD, response.statusCode(), response.body()),
                AnswerCode.of(response.body()),
                response.statusCode());
    }

    private static Failure faulty(Fault fault) throws Exception {
        spectrum.faults().next(fault.onMethod(METHOD), 1);
        return send();
    }

    private static Failure refused(String code, String column, String text) throws Exception {
        return faulty(Fault.errorEntry(new Entry(code, text, column)));
    }

    private static Failure thrown(Exception exception) {
        return failure(Answers.failure(exception), null, null);
    }

    private static Failure failure(Answer answer, String code, Integer status) {
        return new Failure(
                answer.category(),
                code,
                status,
                answer instanceof Answer.Rejected rejected ? rejected.column() : null,
                answer.message());
    }
}
