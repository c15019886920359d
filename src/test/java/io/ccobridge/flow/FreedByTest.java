package io.ccobridge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Awaited.Kind;
import io.ccobridge.changeorder.Awaited.Lack;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Link.Source;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import io.ccobridge.queue.Waits;
import io.ccobridge.requirement.Chain;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The words in which the history tells what has come. */
class FreedByTest {

    private Source source = Source.MANUAL;
    private long companyId = 47;

    private Candidate candidate() {
        Vendor company = new Vendor(companyId, "Acme Concrete", null, null);
        ChangeOrder changeOrder =
                new ChangeOrder(
                        new Project(101, "Harbor Tower", "24-101", ZoneOffset.UTC, null, null),
                        "1",
                        1L,
                        "001",
                        "Footing",
                        null,
                        "approved",
                        LocalDate.of(2026, 11, 20),
                        BigDecimal.ONE,
                        "USD",
                        55L,
                        new Commitment(
                                55,
                                Commitment.Kind.SUBCONTRACT,
                                "SC-001",
                                "Concrete",
                                company,
                                null,
                                null),
                        List.of(new Line("1", "03-300.S", "03-300", "S", BigDecimal.ONE, null)),
                        List.of());
        return new Candidate(
                changeOrder,
                new Link<>("24-101", source, new Job("24-101", "Tower", "OWNER", "A")),
                new Link<>("ACME", source, new SpectrumVendor("ACME", "Acme", true)),
                new Link<>("SC-001", source, "SC-001"),
                Map.of("03-300.S", new Link<>("03300.S", source, new Phase("03300", "S", "", "A"))),
                "S001-001");
    }

    private List<String> causes(Kind kind, Lack lack, String id, String code, String name) {
        Waits.Wait before =
                new Waits.Wait(
                        new Awaited(kind, lack, id, code, name, "It is lacking."), Instant.EPOCH);
        return FreedBy.causes(
                List.of(before),
                new Intake.Checked(candidate(), Chain.SUBCONTRACT, List.of(), List.of()),
                (linkKind, procoreId) -> Optional.of("ada"));
    }

    @Test
    void aLinkByHandIsToldWithWhoMadeIt() {
        assertThat(causes(Kind.VENDOR, Lack.NOT_LINKED, "47", null, "Acme Concrete"))
                .containsExactly("vendor Acme Concrete linked to ACME by ada");
        assertThat(causes(Kind.JOB, Lack.NOT_THERE, "101", "24-999", "Harbor Tower"))
                .containsExactly("project Harbor Tower linked to 24-101 by ada");
        assertThat(causes(Kind.COMMITMENT, Lack.NOT_LINKED, "55", null, "Commitment SC-001"))
                .containsExactly("commitment SC-001 linked to SC-001 by ada");
        assertThat(causes(Kind.PHASE, Lack.NOT_LINKED, "03-300.S", null, "Cost code 03-300.S"))
                .containsExactly("cost code 03-300.S linked to 03300 S by ada");
    }

    @Test
    void whatCameInSpectrumIsToldByItsCode() {
        assertThat(causes(Kind.VENDOR, Lack.NOT_THERE, "47", "ACME", "Acme Concrete"))
                .containsExactly("vendor ACME appeared in Spectrum");
        assertThat(causes(Kind.VENDOR, Lack.CLOSED, "47", "acme", "Acme Concrete"))
                .containsExactly("vendor ACME is active in Spectrum again");
        assertThat(causes(Kind.PHASE, Lack.NOT_THERE, "03-300.S", "03300.S", "Cost code 03-300.S"))
                .containsExactly("phase 03300 S appeared in Spectrum");
        assertThat(causes(Kind.JOB, Lack.CLOSED, "101", "24-101", "Harbor Tower"))
                .containsExactly("job 24-101 is active in Spectrum again");
    }

    @Test
    void whatCameInProcoreIsToldAsSuch() {
        source = Source.PROCORE;
        assertThat(causes(Kind.VENDOR, Lack.NOT_LINKED, "47", null, "Acme Concrete"))
                .containsExactly(
                        "vendor Acme Concrete leads to ACME by its ERP code in Procore now");
        assertThat(causes(Kind.COMMITMENT, Lack.NOT_SHOWN, "55", null, "Commitment 55"))
                .containsExactly("Procore shows commitment SC-001 now");
        source = Source.RULE;
        assertThat(causes(Kind.JOB, Lack.NOT_LINKED, "101", null, "Harbor Tower"))
                .containsExactly("project Harbor Tower leads to 24-101 by its project number now");
    }

    @Test
    void whatIsNotAskedForAnyMoreIsToldToo() {
        companyId = 48;
        assertThat(causes(Kind.VENDOR, Lack.NOT_LINKED, "47", null, "Beta"))
                .containsExactly("the contract company is Acme Concrete now");
        assertThat(causes(Kind.COMMITMENT, Lack.NOT_LINKED, "54", null, "Commitment SC-000"))
                .containsExactly("it belongs to commitment SC-001 now");
        assertThat(causes(Kind.PHASE, Lack.NOT_LINKED, "09-900.S", null, "Cost code 09-900.S"))
                .containsExactly("no line has cost code 09-900.S any more");
        assertThat(causes(Kind.CHANGE_ORDER, Lack.IN_THE_WAY, "17", null, "Change order 17"))
                .containsExactly("change order 17 does not stand in its way any more");
    }

    @Test
    void ofWhatIsStillAwaitedNothingIsSaid() {
        Awaited thing =
                new Awaited(Kind.VENDOR, Lack.NOT_LINKED, "47", null, "Acme", "Not linked.");
        assertThat(
                        FreedBy.causes(
                                List.of(new Waits.Wait(thing, Instant.EPOCH)),
                                new Intake.Checked(
                                        candidate(),
                                        Chain.SUBCONTRACT,
                                        List.of(),
                                        List.of(
                                                new Awaited(
                                                        Kind.VENDOR,
                                                        Lack.NOT_THERE,
                                                        "47",
                                                        "ACME",
                                                        "Acme",
                                                        "No ACME."))),
                                (kind, id) -> Optional.empty()))
                .isEmpty();
    }
}
