package io.ccobridge.changeorder;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an accepted change order becomes in Spectrum: one header, and one call a sum with that
 * header.
 *
 * @param changeRequestNumber at most 8 characters, never blank: to Spectrum blank means "make
 *     another one"
 * @param header the values of {@code ARChangeRequest} by element name that are the same on every
 *     call; an element that is absent is sent empty
 */
public record ExportPlan(String changeRequestNumber, Map<String, String> header, List<Sum> sums) {

    public ExportPlan {
        header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
        sums = List.copyOf(sums);
    }

    /** What Spectrum is told in all. */
    public BigDecimal total() {
        return sums.stream().map(Sum::amount).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }
}
