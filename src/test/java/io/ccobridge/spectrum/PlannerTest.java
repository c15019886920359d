package io.ccobridge.spectrum;

import static io.ccobridge.spectrum.Examples.candidate;
import static io.ccobridge.spectrum.Examples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Sum;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

    private static final String FAMILY = "👨‍👩‍👧";

    private final Planner planner = new Planner(Examples.SETTINGS);

    @Test
    void everyValueIsMappedAsTheLifecycleSays() {
        ExportPlan plan =
                planner.plan(candidate(line("033000.S", "12500")), Choices.NONE, "002", List.of());

        assertThat(plan.changeRequestNumber()).isEqualTo("S001-002");
        assertThat(plan.header())
                .containsExactly(
                        entry("Company_Code", "ABC"),
                        entry("Job_Number", "24-101"),
                        entry("Customer_Code", "OWNER1"),
                        entry("Change_Request_Number", "S001-002"),
                        entry("CR_Description", "Added footing"),
                        entry("CR_Status", "CR"),
                        entry("Cost_Reimbursable_Flag", "N"),
                        entry("Origination_Date", "11/20/2026"),
                        entry("Change_Request_Hours", "0"),
                        entry("Subcontractor_Code", "ACME"),
                        entry("Subcontract_Number", "SC-001"),
                        entry("Sub_Status", "E"),
                        entry("Sub_Change_Order_Number", "002"),
                        entry("Sub_Change_Order_Date", "11/20/2026"),
                        entry("Sub_Description", "Added footing"),
                        entry("Sub_Comments", "See RFI 12"));
        assertThat(plan.sums()).containsExactly(new Sum("033000", "S", new BigDecimal("12500.00")));
    }

    @Test
    void aCallIsTheHeaderAndOneSum() {
        assertThat(
                        Planner.call(
                                Map.of("Job_Number", "24-101"),
                                new Sum("033000", "S", new BigDecimal("-0.50"))))
                .isEqualTo(
                        Map.of(
                                "Job_Number", "24-101",
                                "CR_Phase_Code", "033000",
                                "CR_Cost_Type", "S",
                                "Change_Request_Amount", "-0.50",
                                "Sub_Amount", "-0.50"));
    }

    @Test
    void whatTheApproverChoseGoesBeforeWhatProcoreSays() {
        ExportPlan plan =
                planner.plan(
                        candidate(line("033000.S", "1")),
                        new Choices(" CR-7 ", "Footing, east wing", LocalDate.of(2026, 12, 1)),
                        "002",
                        List.of());

        assertThat(plan.changeRequestNumber()).isEqualTo("CR-7");
        assertThat(plan.header())
                .containsEntry("Change_Request_Number", "CR-7")
                .containsEntry("CR_Description", "Footing, east wing")
                .containsEntry("Sub_Description", "Added footing")
                .containsEntry("Origination_Date", "11/20/2026")
                .containsEntry("Sub_Change_Order_Date", "12/01/2026");
    }

    @ParameterizedTest
    @CsvSource({
        "'10', '80.00', '800.00', false, false",
        "'12.345', '80.01', '987.72', false, false",
        "'12.345', '80.01', '987.73', false, false",
        "'12.345', '80.01', '987.74', false, true",
        "'10', '80.00', '790.00', false, true",
        "'10', '80.00', '790.00', true, false",
        "'-3', '50', '-150', false, false",
        "'0', '50', '7.00', false, true",
        ", '50', '7.00', false, false",
        "'10', , '7.00', false, false",
        "'10', '80.00', , false, false"
    })
    void anAmountThatIsNotWhatItsCountComesToIsAWarningUnlessItWasTyped(
            BigDecimal quantity,
            BigDecimal unitCost,
            BigDecimal amount,
            boolean typed,
            boolean warned) {
        Line line =
                new Line(
                        "1",
                        "033000.S",
                        "033000",
                        "S",
                        amount,
                        "Mix",
                        new Line.Units(quantity, unitCost, "CY", typed));

        assertThat(planner.warnings(candidate(line).changeOrder(), Choices.NONE))
                .hasSize(warned ? 1 : 0)
                .allSatisfy(warning -> assertThat(warning.element()).isEqualTo("Sub_Amount"));
    }

    @Test
    void aBlankDescriptionIsNoChoice() {
        ExportPlan plan =
                planner.plan(
                        candidate(line("033000.S", "1")),
                        new Choices(null, " ", null),
                        "002",
                        List.of());

        assertThat(plan.header()).containsEntry("CR_Description", "Added footing");
    }

    @Test
    void aJobWithoutCustomerIsSentWithoutOneForSpectrumToRefuse() {
        Candidate whole = candidate(line("033000.S", "1"));
        Job withoutCustomer = new Job("24-101", "Harbor Tower", null, "A");
        Candidate candidate =
                new Candidate(
                        whole.changeOrder(),
                        new Link<>("24-101", Link.Source.RULE, withoutCustomer),
                        whole.vendor(),
                        whole.subcontract(),
                        whole.phases(),
                        "S001-002");

        assertThat(planner.plan(candidate, Choices.NONE, "002", List.of()).header())
                .doesNotContainKey("Customer_Code");
    }

    @Test
    void aSumThatIsGoneIsSentAsZero() {
        ExportPlan plan =
                planner.plan(
                        candidate(line("033000.S", "1")),
                        Choices.NONE,
                        "002",
                        List.of(new Sum("015000", "S", new BigDecimal("9.00"))));

        assertThat(plan.sums())
                .containsExactly(
                        new Sum("015000", "S", new BigDecimal("0.00")),
                        new Sum("033000", "S", new BigDecimal("1.00")));
    }

    @Test
    void aTextThatIsTooLongIsCutAndThePreviewSaysSo() {
        ChangeOrder changeOrder = titled("T".repeat(31), "D".repeat(251));

        assertThat(plan(changeOrder).header())
                .containsEntry("CR_Description", "T".repeat(31))
                .containsEntry("Sub_Description", "T".repeat(30))
                .containsEntry("Sub_Comments", "D".repeat(250));
        assertThat(planner.warnings(changeOrder, Choices.NONE))
                .containsExactly(
                        new Warning(
                                "Sub_Description",
                                "The text has 31 characters; Spectrum gets the first 30."),
                        new Warning(
                                "Sub_Comments",
                                "The text has 251 characters; Spectrum gets the first 250."));
        assertThat(planner.warnings(titled("T".repeat(30), null), Choices.NONE)).isEmpty();
        assertThat(planner.warnings(changeOrder, new Choices(null, "x".repeat(300), null)))
                .extracting(Warning::element)
                .containsExactly("CR_Description", "Sub_Description", "Sub_Comments");
    }

    @Test
    void aTextIsNeverCutInsideACharacterThatPeopleSeeAsOne() {
        assertThat(plan(titled("T".repeat(28) + FAMILY, "")).header())
                .containsEntry("Sub_Description", "T".repeat(28));
        assertThat(plan(titled("T".repeat(25) + FAMILY + "x", "")).header())
                .containsEntry("Sub_Description", "T".repeat(25) + FAMILY);
        assertThat(plan(titled("T".repeat(29) + "g\u0308x", "")).header())
                .containsEntry("Sub_Description", "T".repeat(29));
    }

    @Test
    void aTextIsComposedBeforeItIsMeasured() {
        assertThat(plan(titled("e\u0301".repeat(30), "")).header())
                .containsEntry("Sub_Description", "é".repeat(30));
    }

    @Property
    void aCutTextIsTheStartOfTheWholeText(
            @ForAll String text, @ForAll @IntRange(max = 40) int max) {
        Cut cut = Cut.to(max, text);

        assertThat(Normalizer.normalize(text, Normalizer.Form.NFC).strip()).startsWith(cut.text());
        assertThat(cut.text().codePointCount(0, cut.text().length())).isLessThanOrEqualTo(max);
        assertThat(cut.shortened()).isEqualTo(cut.length() > max);
    }

    @Test
    void aBlankNumberNeverGoesToSpectrumBecauseItWouldMakeAnotherChangeRequest() {
        Candidate withoutNumber = candidate(line("033000.S", "1")).withChangeRequestNumber(null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.plan(withoutNumber, Choices.NONE, "002", List.of()))
                .withMessage("The number is empty.");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                planner.plan(
                                        candidate(line("033000.S", "1")),
                                        new Choices(" ", null, null),
                                        "002",
                                        List.of()));
    }

    @Test
    void aMissingLinkIsNamed() {
        Candidate whole = candidate(line("033000.S", "1"));
        Candidate unlinked =
                new Candidate(whole.changeOrder(), null, null, null, whole.phases(), "S001-002");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.plan(unlinked, Choices.NONE, "002", List.of()))
                .withMessage("the change order has no Spectrum job");
    }

    private ExportPlan plan(ChangeOrder changeOrder) {
        return planner.plan(candidate(changeOrder), Choices.NONE, "002", List.of());
    }

    private static ChangeOrder titled(String title, String description) {
        return Examples.changeOrder(
                "002",
                title,
                description,
                Examples.subcontract("SC-001"),
                List.of(line("033000.S", "1")));
    }
}
