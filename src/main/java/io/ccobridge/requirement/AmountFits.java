package io.ccobridge.requirement;

import io.ccobridge.changeorder.Amounts;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Every amount, what the lines come to per phase, and the total fit Spectrum's {@code -10.2}
 * (facts/spectrum-api.md 8.1) with at most two decimals by value, and the lines add up to the
 * change order's total.
 */
final class AmountFits implements Requirement {

    private static final BigDecimal MOST = new BigDecimal("9999999999.99");
    private static final int DECIMALS = 2;

    /** More decimals than this are neither added up nor written out: there may be billions. */
    private static final int WITHIN_REASON = 20;

    @Override
    public String name() {
        return "amount-fits";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < changeOrder.lines().size(); i++) {
            BigDecimal amount = changeOrder.lines().get(i).amount();
            if (amount != null) {
                one("The amount of line " + (i + 1), amount, problems);
            } else if (!Told.about(changeOrder, "lines[" + i + "].amount")
                    && !Told.about(changeOrder, "lines[" + i + "].total_amount")) {
                problems.add(
                        problem(
                                "Line " + (i + 1) + " has no amount.",
                                "Give the line an amount in Procore, 0.00 if it is to cost"
                                        + " nothing."));
            }
        }
        total(changeOrder, problems);
        if (changeOrder.lines().stream().map(Line::amount).allMatch(AmountFits::canBeAdded)) {
            sums(candidate, problems);
        }
        return problems;
    }

    private void one(String what, BigDecimal amount, List<Problem> problems) {
        if (!inRange(amount)) {
            problems.add(
                    problem(
                            what + " is " + told(amount) + "; " + limits(),
                            "Split it in Procore into several change orders."));
        }
        if (amount.stripTrailingZeros().scale() > DECIMALS) {
            problems.add(
                    problem(
                            what + " is " + told(amount) + ", which has more than two decimals.",
                            "Round it in Procore to two decimals."));
        }
    }

    private void total(ChangeOrder changeOrder, List<Problem> problems) {
        if (changeOrder.total() != null) {
            one("The change order's total", changeOrder.total(), problems);
        } else if (!Told.about(changeOrder, "grand_total")) {
            problems.add(
                    problem(
                            "The change order has no total.",
                            "Save the change order's schedule of values in Procore once more."));
        }
    }

    private void sums(Candidate candidate, List<Problem> problems) {
        List<Line> lines = candidate.changeOrder().lines();
        Map<String, BigDecimal> phases = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Line line : lines) {
            String phase = phase(line, candidate);
            phases.merge(phase, line.amount(), BigDecimal::add);
            counts.merge(phase, 1, Integer::sum);
        }
        phases.forEach(
                (phase, sum) -> {
                    // of a single line it has been said already
                    if (counts.get(phase) > 1 && !inRange(sum)) {
                        problems.add(
                                problem(
                                        "The "
                                                + counts.get(phase)
                                                + " lines of "
                                                + phase
                                                + " come to "
                                                + told(sum)
                                                + "; "
                                                + limits(),
                                        "Split them in Procore into several change orders."));
                    }
                });
        BigDecimal sum = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal total = candidate.changeOrder().total();
        if (!lines.isEmpty() && total != null && sum.compareTo(total) != 0) {
            problems.add(
                    problem(
                            "The lines add up to "
                                    + told(sum)
                                    + ", but the change order's total is "
                                    + told(total)
                                    + ".",
                            "Make lines and total agree in Procore. Markup that is not on a line"
                                    + " must be made a line of its own."));
            if (!inRange(sum)) {
                one("The sum of all lines", sum, problems);
            }
        }
    }

    /** Under what the line is added up; its own code as long as it leads to no phase. */
    private static String phase(Line line, Candidate candidate) {
        Link<Phase> link = line.wbsCode() == null ? null : candidate.phases().get(line.wbsCode());
        return link == null
                ? "cost code " + Objects.toString(line.wbsCode(), "none")
                : "phase " + link.code();
    }

    private static boolean inRange(BigDecimal amount) {
        return amount.abs().compareTo(MOST) <= 0;
    }

    private static boolean canBeAdded(BigDecimal amount) {
        return amount != null && inRange(amount) && amount.scale() <= WITHIN_REASON;
    }

    private static String limits() {
        return "Spectrum takes from -" + told(MOST) + " to " + told(MOST) + ".";
    }

    private static String told(BigDecimal amount) {
        if (Math.abs((long) amount.scale()) > WITHIN_REASON) {
            return amount.toString();
        }
        return Amounts.words(amount);
    }
}
