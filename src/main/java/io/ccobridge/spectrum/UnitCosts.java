package io.ccobridge.spectrum;

import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines whose amount is not what their quantity and unit cost come to. Spectrum is told the amount,
 * which is what Procore's total is made of; quantity and unit cost do not go there
 * (facts/procore-api.md 2.8). So this is for an approver to know and no reason to hold a change
 * order back: how Procore rounds is documented nowhere, a quantity may be shown with fewer decimals
 * than it is kept with, and a person may type an amount over the product.
 */
final class UnitCosts {

    /** A cent, for whatever way Procore rounds. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.01");

    private UnitCosts() {}

    static List<Warning> warnings(ChangeOrder changeOrder) {
        List<Warning> warnings = new ArrayList<>();
        for (int i = 0; i < changeOrder.lines().size(); i++) {
            Line line = changeOrder.lines().get(i);
            if (disagrees(line)) {
                warnings.add(new Warning("Sub_Amount", told(i + 1, line)));
            }
        }
        return warnings;
    }

    private static boolean disagrees(Line line) {
        return line.amount() != null
                && line.units() != null
                && !line.units().typed()
                && line.units().quantity() != null
                && line.units().unitCost() != null
                && product(line).subtract(line.amount()).abs().compareTo(TOLERANCE) > 0;
    }

    private static BigDecimal product(Line line) {
        return line.units()
                .quantity()
                .multiply(line.units().unitCost())
                .setScale(2, RoundingMode.HALF_UP);
    }

    private static String told(int number, Line line) {
        return "Line "
                + number
                + ": "
                + line.units().quantity().toPlainString()
                + (line.units().unit() == null ? "" : " " + line.units().unit())
                + " at "
                + line.units().unitCost().toPlainString()
                + " come to "
                + product(line).toPlainString()
                + "; Procore's amount is "
                + line.amount().toPlainString()
                + ", and that is what Spectrum is told.";
    }
}
