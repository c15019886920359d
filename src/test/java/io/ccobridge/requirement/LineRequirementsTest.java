package io.ccobridge.requirement;

import static io.ccobridge.requirement.Sample.line;
import static io.ccobridge.requirement.Sample.phase;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Problem;
import java.math.BigDecimal;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineRequirementsTest {

    private static final RequirementSettings SINGLE_COST_TYPE =
            new RequirementSettings(12, 30, 10, true, true, "USD", false);

    private final Sample sample = new Sample();

    @Test
    void aChangeOrderHasAtLeastOneLine() {
        sample.lines("0.00");
        assertThat(sample.problems())
                .containsExactly(
                        "lines-present: The change order's schedule of values has no line.");
    }

    @Test
    void linesThatCouldNotBeReadAreNotCalledMissing() {
        sample.lines("0.00").unreadable("lines", "could not be read from Procore");
        assertThat(sample.problems()).hasSize(1).first().asString().startsWith("readable");
    }

    @Test
    void linesThatCouldNotBeAskedForAreNotCalledMissing() {
        sample.lines("0.00").unreadable("id", "is missing");
        assertThat(sample.problems()).hasSize(1).first().asString().startsWith("readable");
    }

    @Test
    void everyLineHasACostCode() {
        sample.lines("3.00", line("03-300.S", "1.00"), line(null, "1.00"), line(null, "1.00"));
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "cost-codes-linked",
                                "There is no cost code on lines 2 and 3.",
                                "Give every line a cost code and a category in Procore."));
    }

    @Test
    void everyLineHasACategory() {
        sample.lines("1.00", line("03-300", "1.00"));
        assertThat(sample.problems())
                .containsExactly("cost-codes-linked: Cost code 03-300 (line 1) has no category.");
    }

    @Test
    void aPhaseThatTheJobDoesNotHaveIsToldOnceForAllItsLines() {
        sample.lines("2.00", line("03-300.L", "1.00"), line("03-300.L", "1.00"));
        sample.phases.put("03-300.L", new Link<>("03300.L", Link.Source.RULE, null));
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "cost-codes-linked",
                                "Cost code 03-300.L (lines 1 and 2) leads to phase 03300 with cost"
                                        + " type L by its own code, which Spectrum's job 24-101 does"
                                        + " not have.",
                                "Add the phase and cost type to the job in Spectrum, or link the cost"
                                        + " code to another under Links > Cost codes."));
    }

    @Test
    void phasesAreNotMissedOnAJobThatIsMissingItself() {
        sample.phases.put("03-300.S", new Link<>("03300.S", Link.Source.RULE, null));
        sample.job = new Link<>("24-999", Link.Source.RULE, null);
        assertThat(sample.problems()).hasSize(1).first().asString().startsWith("project-synced");
    }

    @Test
    void aCostCodeWithoutLinkIsTold() {
        sample.phases.clear();
        assertThat(sample.problems())
                .containsExactly(
                        "cost-codes-linked: Cost code 03-300.S (line 1) is not linked to a Spectrum"
                                + " phase and cost type.");
    }

    @ParameterizedTest
    @CsvSource({"A, true", "I, true", "C, false"})
    void aPhaseMustNotBeComplete(String status, boolean met) {
        sample.phases.put("03-300.S", phase("03300", "S", status));
        if (met) {
            assertThat(sample.problems()).isEmpty();
        } else {
            assertThat(sample.problems())
                    .containsExactly(
                            "cost-codes-linked: Cost code 03-300.S (line 1) leads to phase 03300 with"
                                    + " cost type S, which is complete in Spectrum.");
        }
    }

    @Test
    void manyLinesAreToldByTheFirstAndTheirCount() {
        sample.lines("0.00", Collections.nCopies(20, line(null, "0.00")).toArray(new Line[0]));
        assertThat(sample.problems())
                .containsExactly(
                        "cost-codes-linked: There is no cost code on lines 1, 2, 3, 4, 5, 6, 7, 8 and"
                                + " 12 more.");
    }

    @Test
    void linesMayHaveSeveralCostTypesUnlessTheSiteSaysOtherwise() {
        sample.lines("2.00", line("03-300.S", "1.00"), line("03-300.L", "1.00"));
        sample.phases.put("03-300.L", phase("03300", "L", "A"));
        assertThat(sample.problems()).isEmpty();
        assertThat(sample.problems(SINGLE_COST_TYPE))
                .containsExactly(
                        "single-cost-type: The lines have 2 cost types (L and S); one change order may"
                                + " have one.");
    }

    @Test
    void costTypesAreCountedAsSpectrumHasThem() {
        sample.lines("2.00", line("03-300.S", "1.00"), line("03-300.L", "1.00"));
        sample.phases.put("03-300.L", phase("03300", "S", "A"));
        assertThat(sample.problems(SINGLE_COST_TYPE)).isEmpty();
    }

    @Test
    void anotherCurrencyIsRefused() {
        sample.currency = "CAD";
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "currency",
                                "The change order is in CAD; only USD goes to Spectrum.",
                                "Set the commitment's currency to USD in Procore, or enter the change"
                                        + " in Spectrum by hand."));
    }

    @Test
    void anyCurrencyGoesWhereProcoreGivesNoneOrTheSiteAsksForNone() {
        sample.currency = null;
        assertThat(sample.problems()).isEmpty();
        sample.currency = "usd";
        assertThat(sample.problems()).isEmpty();
        sample.currency = "CAD";
        assertThat(sample.problems(new RequirementSettings(12, 30, 10, true, false, "", false)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999.99", "-9999999999.99", "0", "100.250", "1E+3"})
    void anAmountFitsUpToTenDigitsAndTwoDecimalsByValue(String amount) {
        sample.lines(amount, line("03-300.S", amount));
        assertThat(sample.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10000000000.00, '10,000,000,000.00'", "-10000000000, '-10,000,000,000.00'"})
    void anAmountBeyondTheRangeIsRefused(String amount, String told) {
        sample.lines(amount, line("03-300.S", amount));
        assertThat(sample.problems())
                .containsExactly(
                        "amount-fits: The amount of line 1 is "
                                + told
                                + "; Spectrum takes from -9,999,999,999.99 to 9,999,999,999.99.",
                        "amount-fits: The change order's total is "
                                + told
                                + "; Spectrum takes from -9,999,999,999.99 to 9,999,999,999.99.");
    }

    @Test
    void anAmountWithMoreThanTwoDecimalsIsRefusedAndNotRounded() {
        sample.lines("100.25", line("03-300.S", "100.255"), line("03-300.S", "-0.005"));
        assertThat(sample.problems())
                .containsExactly(
                        "amount-fits: The amount of line 1 is 100.255, which has more than two"
                                + " decimals.",
                        "amount-fits: The amount of line 2 is -0.005, which has more than two"
                                + " decimals.");
    }

    @Test
    void theSumOfAPhaseFitsToo() {
        sample.lines(
                "9999999999.99",
                line("03-300.S", "6000000000"),
                line("03-300.S", "6000000000"),
                line("03-300.L", "-2000000000.01"));
        sample.phases.put("03-300.L", phase("03300", "L", "A"));
        assertThat(sample.problems())
                .containsExactly(
                        "amount-fits: The 2 lines of phase 03300.S come to 12,000,000,000.00; Spectrum"
                                + " takes from -9,999,999,999.99 to 9,999,999,999.99.");
    }

    @Test
    void linesOfCodesThatLeadToOnePhaseAreAddedUp() {
        sample.lines(
                "0",
                line("03-300.S", "6000000000"),
                line("03.300.S", "6000000000"),
                line("04-200.S", "-6000000000"),
                line("04-300.S", "-6000000000"));
        sample.phases.put("03.300.S", phase("03300", "S", "A"));
        sample.phases.put("04-200.S", phase("04200", "S", "A"));
        sample.phases.put("04-300.S", phase("04300", "S", "A"));
        assertThat(sample.problems())
                .singleElement()
                .asString()
                .contains("2 lines of phase 03300.S");
    }

    @Test
    void theTotalFitsToo() {
        sample.lines("12000000000", line("03-300.S", "6000000000"), line("04-200.S", "6000000000"));
        sample.phases.put("04-200.S", phase("04200", "S", "A"));
        assertThat(sample.problems())
                .containsExactly(
                        "amount-fits: The change order's total is 12,000,000,000.00; Spectrum takes"
                                + " from -9,999,999,999.99 to 9,999,999,999.99.");
    }

    @Test
    void linesAddUpToTheTotalToTheCent() {
        sample.lines("100.00", line("03-300.S", "60.00"), line("03-300.S", "39.99"));
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "amount-fits",
                                "The lines add up to 99.99, but the change order's total is 100.00.",
                                "Make lines and total agree in Procore. Markup that is not on a line"
                                        + " must be made a line of its own."));
    }

    @Test
    void aLineOrAChangeOrderWithoutAmountIsTold() {
        sample.lines(null, line("03-300.S", null));
        assertThat(sample.problems())
                .containsExactly(
                        "amount-fits: Line 1 has no amount.",
                        "amount-fits: The change order has no total.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+2147483647", "1E-2147483647", "-7E+999999999"})
    void anAmountOfAbsurdSizeIsRefusedWithoutBeingWrittenOut(String amount) {
        sample.lines(null, line("03-300.S", amount), line("03-300.S", "1.00"));
        sample.total = new BigDecimal(amount);
        assertThat(sample.problems())
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("amount-fits") && problem.length() < 200);
    }
}
