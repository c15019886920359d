package io.ccobridge.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.changeorder.Vendor;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Difference;
import io.ccobridge.queue.Outlook;
import io.ccobridge.queue.StoredExport;
import io.ccobridge.spectrum.Choices;
import io.ccobridge.spectrum.Planner;
import io.ccobridge.spectrum.SpectrumSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was approved beside what it would be today. */
class PlanOfTodayTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static final Link<Job> JOB =
            new Link<>("24-101", Link.Source.RULE, new Job("24-101", "Harbor", "OWNER1", "A"));
    private static final Link<SpectrumVendor> VENDOR =
            new Link<>("ACME", Link.Source.PROCORE, new SpectrumVendor("ACME", "Acme", true));
    private static final Link<Phase> PHASE =
            new Link<>("03300.S", Link.Source.RULE, new Phase("03300", "S", "Footings", "A"));

    @Test
    void whatIsAsItWasDiffersInNothing() {
        assertThat(outlook("CR", JOB, VENDOR, PHASE).differences()).isEmpty();
    }

    @Test
    void aCodeThatTheReferenceTablesLackIsTheCodeAllTheSame() {
        assertThat(
                        outlook(
                                        "CR",
                                        new Link<>("24-101", Link.Source.RULE, null),
                                        new Link<>("acme", Link.Source.PROCORE, null),
                                        new Link<>("03300.S", Link.Source.RULE, null))
                                .differences())
                .isEmpty();
    }

    @Test
    void aLinkThatIsGoneOrLeadsElsewhereIsADifferenceOfTheDecision() {
        assertThat(outlook("CR", JOB, null, PHASE).decided())
                .containsExactly(new Difference("Subcontractor_Code", "ACME", null));
        assertThat(outlook("CR", null, VENDOR, PHASE).decided())
                .containsExactly(
                        new Difference("Job_Number", "24-101", null),
                        new Difference("Customer_Code", "OWNER1", null));
        assertThat(outlook("CR", JOB, VENDOR, null).decided())
                .containsExactly(
                        new Difference("line 03-300.S (NOT LINKED)", null, "12.50"),
                        new Difference("line 03300 S", "12.50", null));
        assertThat(
                        outlook(
                                        "CR",
                                        JOB,
                                        VENDOR,
                                        new Link<>(
                                                "05500.M",
                                                Link.Source.MANUAL,
                                                new Phase("05500", "M", "Steel", "A")))
                                .decided())
                .extracting(Difference::element)
                .containsExactly("line 03300 S", "line 05500 M");
    }

    @Test
    void aSettingIsADifferenceOfTheMappingAndIsSent() {
        Outlook outlook = outlook("C2", JOB, VENDOR, PHASE);

        assertThat(outlook.keepsApproval()).isTrue();
        assertThat(outlook.mapping()).containsExactly(new Difference("CR_Status", "CR", "C2"));
        assertThat(outlook.header()).containsEntry("CR_Status", "C2");
        assertThat(outlook.header()).containsEntry("CR_Description", "What the approver typed");
        assertThat(outlook.header().keySet()).containsExactlyElementsOf(stored().header().keySet());
    }

    @Test
    void whatIsTypedToCorrectItKeepsTheRulesOfAccepting() {
        assertThat(
                        TypedByApprover.of(
                                Json.read(
                                        """
                                        {"change_request_number": " S1-2 ", "description": "x",
                                         "accounting_date": "2026-12-01"}"""),
                                TODAY))
                .isEqualTo(new Choices("S1-2", "x", LocalDate.of(2026, 12, 1)));
        for (String wrong :
                List.of(
                        "{\"change_request_number\": \"S1 2\"}",
                        "{\"description\": \"a\\u0001b\"}",
                        "{\"accounting_date\": \"2026-02-30\"}")) {
            assertThatThrownBy(() -> TypedByApprover.of(Json.read(wrong), TODAY))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(422));
        }
    }

    private static Outlook outlook(
            String status, Link<Job> job, Link<SpectrumVendor> vendor, Link<Phase> phase) {
        StoredExport stored = stored();
        return Outlook.of(
                stored,
                null,
                List.of(),
                PlanOfToday.of(
                        planner(status),
                        candidate(job, vendor, phase),
                        stored,
                        Choices.NONE,
                        List.of()));
    }

    private static StoredExport stored() {
        ExportPlan approved =
                planner("CR")
                        .plan(
                                candidate(JOB, VENDOR, PHASE),
                                new Choices(
                                        "S9", "What the approver typed", LocalDate.of(2026, 12, 1)),
                                "002",
                                List.of());
        return new StoredExport(
                1,
                1,
                approved.header(),
                List.of(new StoredExport.StoredLine(1, sum(approved), "OPEN")),
                Fingerprint.sha256(Json.writeAscii(approved)));
    }

    private static Sum sum(ExportPlan plan) {
        return plan.sums().get(0);
    }

    private static Planner planner(String status) {
        return new Planner(
                new SpectrumSettings(
                        "http://spectrum",
                        "ABC",
                        "AUTH",
                        SpectrumSettings.Auth.NONE,
                        null,
                        null,
                        status,
                        "E"));
    }

    private static Candidate candidate(
            Link<Job> job, Link<SpectrumVendor> vendor, Link<Phase> phase) {
        Vendor company = new Vendor(7L, "Acme Concrete", null, "ACME");
        return new Candidate(
                new ChangeOrder(
                        new Project(101, "Harbor Tower", "24-101", ZoneId.of("UTC"), null, null),
                        "1",
                        1L,
                        "002",
                        "Added footing",
                        null,
                        "approved",
                        LocalDate.of(2026, 11, 20),
                        new BigDecimal("12.50"),
                        "USD",
                        55L,
                        new Commitment(
                                55,
                                Commitment.Kind.SUBCONTRACT,
                                "SC-001",
                                "Concrete",
                                company,
                                null,
                                "SC-001"),
                        List.of(
                                new Line(
                                        "1",
                                        "03-300.S",
                                        "03-300",
                                        "S",
                                        new BigDecimal("12.50"),
                                        "Footing")),
                        List.of()),
                job,
                vendor,
                new Link<>("SC-001", Link.Source.PROCORE, "SC-001"),
                phase == null ? Map.of() : Map.of("03-300.S", phase),
                "S001-002");
    }
}
