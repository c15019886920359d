package io.ccobridge.sandbox.spectrum;

import java.math.BigDecimal;
import java.util.List;

/**
 * What should not happen when every change order is exported once.
 *
 * @param autoCreated change requests that were made because the number was blank
 * @param rewritten cost lines that were told more than one amount
 */
public record Audit(int autoCreated, List<Rewritten> rewritten) {

    /**
     * @param amounts in the order in which they came, repeats of the same one left out
     */
    public record Rewritten(
            ChangeRequestKey changeRequest, CostLineKey line, List<BigDecimal> amounts) {}

    public boolean clean() {
        return autoCreated == 0 && rewritten.isEmpty();
    }
}
