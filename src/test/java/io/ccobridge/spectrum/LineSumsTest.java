package io.ccobridge.spectrum;

import static io.ccobridge.spectrum.Examples.candidate;
import static io.ccobridge.spectrum.Examples.line;
import static java.math.BigDecimal.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Sum;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineSumsTest {

    @Test
    void linesOfOnePhaseAndCostTypeBecomeOneSum() {
        List<Sum> sums =
                LineSums.of(
                        candidate(
                                line("033000.S", "100.250"),
                                line("015000.S", "-5"),
                                line("033000.S", "0.75"),
                                line("033000.M", "1")));

        assertThat(sums)
                .containsExactly(
                        sum("015000", "S", "-5.00"),
                        sum("033000", "M", "1.00"),
                        sum("033000", "S", "101.00"));
    }

    @Property
    void linesAndSumsAgreeToTheCent(@ForAll("anyLines") List<Line> lines) {
        List<Sum> sums = LineSums.of(candidate(lines.toArray(Line[]::new)));

        BigDecimal ofLines =
                lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal ofSums = sums.stream().map(Sum::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(ofSums).isEqualByComparingTo(ofLines);
        assertThat(sums).allMatch(sum -> sum.amount().scale() == 2);
        assertThat(sums.stream().map(sum -> sum.phase() + "." + sum.costType()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        lines.stream().map(Line::wbsCode).distinct().toList());
    }

    @Property
    void theOrderOfLinesMakesNoDifference(
            @ForAll("anyLines") List<Line> lines, @ForAll Random random) {
        List<Sum> sums = LineSums.of(candidate(lines.toArray(Line[]::new)));

        Collections.shuffle(lines, random);

        assertThat(LineSums.of(candidate(lines.toArray(Line[]::new)))).isEqualTo(sums);
    }

    @Property
    void whatSpectrumHeldBeforeIsSetAgainOrSetToZero(
            @ForAll("anyLines") List<Line> before, @ForAll("anyLines") List<Line> now) {
        List<Sum> held = LineSums.of(candidate(before.toArray(Line[]::new)));
        List<Sum> wanted = LineSums.of(candidate(now.toArray(Line[]::new)));

        List<Sum> sent = LineSums.with(wanted, held);

        assertThat(sent).containsAll(wanted);
        assertThat(sent.stream().map(sum -> sum.phase() + "." + sum.costType()))
                .doesNotHaveDuplicates()
                .containsAll(held.stream().map(s -> s.phase() + "." + s.costType()).toList());
        assertThat(sent.stream().filter(sum -> !wanted.contains(sum)))
                .allMatch(sum -> sum.amount().equals(new BigDecimal("0.00")));
    }

    @Test
    void aLineThatLeadsNowhereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LineSums.of(unlinked(line("033000.S", "1"))))
                .withMessage("line of 033000.S has no Spectrum phase");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LineSums.of(unlinked(new Line("9", null, null, null, ONE, ""))))
                .withMessage("line 9 has no Spectrum phase");
    }

    @Test
    void aLineWithoutAnAmountIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                LineSums.of(
                                        unlinked(
                                                new Line(
                                                        "9", "033000.S", "033000", "S", null, ""))))
                .withMessage("line 9 has no amount");
    }

    @Test
    void aPartOfACentIsNotRoundedAway() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LineSums.of(candidate(line("033000.S", "0.005"))))
                .withMessageContaining("a part of a cent");
    }

    @Provide
    Arbitrary<List<Line>> anyLines() {
        Arbitrary<String> codes = Arbitraries.of("033000.S", "033000.M", "015000.S", "A-1.XYZ");
        // nothing, a cent less and a cent more, and decimals without value are as usual as the
        // others
        Arbitrary<BigDecimal> amounts =
                Arbitraries.oneOf(
                        Arbitraries.bigDecimals()
                                .between(
                                        new BigDecimal("-99999999.99"),
                                        new BigDecimal("99999999.99"))
                                .ofScale(2),
                        Arbitraries.of("0", "0.00", "0.01", "-0.01", "100.250000", "-100.25")
                                .map(BigDecimal::new));
        return Combinators.combine(codes, amounts)
                .as((code, amount) -> line(code, amount.toPlainString()))
                .list()
                .ofMaxSize(12);
    }

    private static Candidate unlinked(Line line) {
        ChangeOrder changeOrder =
                Examples.changeOrder("002", Examples.subcontract("SC-001"), List.of(line));
        return new Candidate(changeOrder, null, null, null, Map.of(), null);
    }

    private static Sum sum(String phase, String costType, String amount) {
        return new Sum(phase, costType, new BigDecimal(amount));
    }
}
