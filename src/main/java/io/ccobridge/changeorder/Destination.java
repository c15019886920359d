package io.ccobridge.changeorder;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where in Spectrum a change order leads to: the codes of its job, vendor and subcontract, and
 * those of the phases and cost types of its lines. A link that is changed between an approver's
 * look and the click must not send the money elsewhere.
 *
 * @param codes by {@code job}, {@code vendor}, {@code subcontract} and flat codes; what leads
 *     nowhere is absent
 */
public record Destination(Map<String, String> codes) {

    public static final String JOB = "job";
    public static final String VENDOR = "vendor";
    public static final String SUBCONTRACT = "subcontract";

    public Destination {
        codes = new TreeMap<>(codes);
    }

    public static Destination of(Candidate candidate) {
        Map<String, String> codes = new TreeMap<>();
        candidate.phases().forEach((flatCode, link) -> codes.put(flatCode, link.code()));
        put(codes, JOB, candidate.job());
        put(codes, VENDOR, candidate.vendor());
        put(codes, SUBCONTRACT, candidate.subcontract());
        return new Destination(codes);
    }

    private static void put(Map<String, String> codes, String what, Link<?> link) {
        if (link != null) {
            codes.put(what, link.code());
        }
    }
}
