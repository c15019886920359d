package io.ccobridge.sandbox.spectrum;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A cost line as it stands.
 *
 * @param amount {@code Change_Request_Amount}
 * @param subcontractAmount {@code Sub_Amount}
 * @param values by element name; what was never given is absent
 */
public record CostLine(
        CostLineKey key,
        BigDecimal amount,
        BigDecimal subcontractAmount,
        Map<String, String> values) {

    public CostLine {
        values = Map.copyOf(values);
    }

    /** Empty when it was never given. */
    public String value(String element) {
        return values.getOrDefault(element, "");
    }
}
