package io.ccobridge.requirement;

import static io.ccobridge.requirement.Sample.line;
import static io.ccobridge.requirement.Sample.phase;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Awaited.Kind;
import io.ccobridge.changeorder.Awaited.Lack;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of its unmet requirements a change order waits for. */
class AwaitsTest {

    private final Sample sample = new Sample();

    private List<Awaited> awaits() {
        return new Requirements(RequirementSettings.DEFAULTS).awaits(sample.candidate());
    }

    private void assertAwaits(Kind kind, Lack lack, String procoreId, String code, String name) {
        List<Problem> problems = sample.check(RequirementSettings.DEFAULTS);
        assertThat(awaits())
                .containsExactly(
                        new Awaited(kind, lack, procoreId, code, name, problems.get(0).message()));
        assertThat(problems).hasSize(1);
    }

    @Test
    void whatMeetsEveryRequirementWaitsForNothing() {
        assertThat(awaits()).isEmpty();
    }

    @Test
    void itWaitsForTheLinkOfItsProjectAndForTheJobThatIsMissingOrComplete() {
        sample.job = null;
        assertAwaits(Kind.JOB, Lack.NOT_LINKED, "101", null, "Harbor Tower");
        sample.job = new Link<>("24-999", Link.Source.RULE, null);
        assertAwaits(Kind.JOB, Lack.NOT_THERE, "101", "24-999", "Harbor Tower");
        sample.job = new Link<>("24-101", Link.Source.RULE, new Job("24-101", "H", "C", "C"));
        assertAwaits(Kind.JOB, Lack.CLOSED, "101", "24-101", "Harbor Tower");
    }

    @Test
    void itWaitsForTheLinkOfItsCompanyAndForTheVendorThatIsMissingOrNotActive() {
        sample.vendor = null;
        assertAwaits(Kind.VENDOR, Lack.NOT_LINKED, "47", null, "Acme Concrete");
        sample.vendor = new Link<>("ACME", Link.Source.PROCORE, null);
        assertAwaits(Kind.VENDOR, Lack.NOT_THERE, "47", "ACME", "Acme Concrete");
        sample.vendor =
                new Link<>("ACME", Link.Source.PROCORE, new SpectrumVendor("ACME", "Acme", false));
        assertAwaits(Kind.VENDOR, Lack.CLOSED, "47", "ACME", "Acme Concrete");
        sample.company = new Vendor(null, "By name alone", null, null);
        sample.vendor = null;
        assertAwaits(Kind.VENDOR, Lack.NOT_LINKED, "By name alone", null, "By name alone");
    }

    @Test
    void itWaitsForItsCommitmentUntilProcoreShowsItAndUntilItIsLinked() {
        sample.subcontract = null;
        assertAwaits(Kind.COMMITMENT, Lack.NOT_LINKED, "55", null, "Commitment SC-001");
        sample.commitmentShown = false;
        sample.vendor = null;
        assertAwaits(Kind.COMMITMENT, Lack.NOT_SHOWN, "55", null, "Commitment 55");
    }

    @Test
    void itWaitsForEachPhaseOnceHoweverManyLinesHaveIt() {
        sample.lines(
                "4.00",
                line("03-300.S", "1.00"),
                line("09-900.S", "1.00"),
                line("09-900.S", "1.00"),
                line("05-500.M", "1.00"));
        sample.phases =
                Map.of(
                        "03-300.S",
                        phase("03300", "S", "A"),
                        "09-900.S",
                        new Link<>("09900.S", Link.Source.RULE, null),
                        "05-500.M",
                        phase("05500", "M", "C"));
        assertThat(awaits())
                .extracting(Awaited::kind, Awaited::lack, Awaited::procoreId, Awaited::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Kind.PHASE, Lack.NOT_THERE, "09-900.S", "09900.S"),
                        org.assertj.core.groups.Tuple.tuple(
                                Kind.PHASE, Lack.CLOSED, "05-500.M", "05500.M"));
    }

    @Test
    void whatOnlyAChangeInProcoreHelpsIsNotWaitedFor() {
        sample.number = null;
        sample.title = "A title that is far too long for Spectrum to hold";
        sample.currency = "CAD";
        sample.company = null;
        sample.vendor = null;
        sample.lines("1.00", line(null, "1.00"), line("03-300", "0.00"));
        sample.phases = Map.of();
        assertThat(sample.problems()).hasSizeGreaterThan(4);
        assertThat(awaits()).isEmpty();
    }
}
