package io.ccobridge.sandbox.spectrum;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change request as it stands.
 *
 * @param autoCreated its number was blank in the call that made it
 * @param header by element name; what was never given is absent
 * @param lines in the order in which they were first written
 */
public record ChangeRequest(
        ChangeRequestKey key,
        boolean autoCreated,
        Map<String, String> header,
        List<CostLine> lines) {

    public ChangeRequest {
        header = Map.copyOf(header);
        lines = List.copyOf(lines);
    }

    public BigDecimal total() {
        return lines.stream().map(CostLine::amount).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    public Optional<CostLine> line(CostLineKey lineKey) {
        return lines.stream().filter(l -> l.key().equals(lineKey)).findFirst();
    }

    /** Empty when it was never given. */
    public String value(String element) {
        return header.getOrDefault(element, "");
    }

    ChangeRequest with(Map<String, String> newHeader, CostLine line) {
        Map<CostLineKey, CostLine> byKey = new LinkedHashMap<>();
        lines.forEach(l -> byKey.put(l.key(), l));
        byKey.put(line.key(), line);
        return new ChangeRequest(key, autoCreated, newHeader, List.copyOf(byKey.values()));
    }
}
