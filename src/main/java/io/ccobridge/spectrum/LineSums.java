package io.ccobridge.spectrum;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lines added up per phase and cost type. Spectrum holds one line for each, and a second call for
 * the same one overwrites the first (facts/spectrum-api.md 2.2).
 */
public final class LineSums {

    /** What a call's line is told by in Spectrum, beside the change request. */
    private record Place(String phase, String costType) {

        static final Comparator<Place> ORDER =
                Comparator.comparing(Place::phase).thenComparing(Place::costType);

        static Place of(Sum sum) {
            return new Place(sum.phase(), sum.costType());
        }
    }

    private LineSums() {}

    /**
     * The sums, ordered by phase and cost type, so that the order of Procore's lines makes no
     * difference.
     *
     * @throws IllegalArgumentException naming the line, when a requirement is not met: no phase, no
     *     amount, or a sum that is no whole number of cents
     */
    public static List<Sum> of(Candidate candidate) {
        Map<Place, BigDecimal> sums = new TreeMap<>(Place.ORDER);
        for (Line line : candidate.changeOrder().lines()) {
            if (line.amount() == null) {
                throw new IllegalArgumentException("line " + line.id() + " has no amount");
            }
            sums.merge(place(line, candidate.phases()), line.amount(), BigDecimal::add);
        }
        return sums.entrySet().stream()
                .map(e -> new Sum(e.getKey().phase(), e.getKey().costType(), cents(e)))
                .toList();
    }

    /**
     * The wanted sums, and {@code 0.00} for each that Spectrum may hold from before and that is
     * gone now: a line that is not sent stays as it is in Spectrum (facts/spectrum-api.md 1.4).
     */
    public static List<Sum> with(List<Sum> wanted, List<Sum> heldBefore) {
        Map<Place, BigDecimal> sums = new TreeMap<>(Place.ORDER);
        heldBefore.forEach(sum -> sums.put(Place.of(sum), new BigDecimal("0.00")));
        wanted.forEach(sum -> sums.put(Place.of(sum), sum.amount()));
        return sums.entrySet().stream()
                .map(e -> new Sum(e.getKey().phase(), e.getKey().costType(), e.getValue()))
                .toList();
    }

    private static Place place(Line line, Map<String, Link<Phase>> phases) {
        Link<Phase> link = line.wbsCode() == null ? null : phases.get(line.wbsCode());
        if (link == null || link.target() == null) {
            throw new IllegalArgumentException("line " + line.id() + " has no Spectrum phase");
        }
        return new Place(link.target().code(), link.target().costType());
    }

    private static BigDecimal cents(Map.Entry<Place, BigDecimal> sum) {
        try {
            return sum.getValue().setScale(2, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the lines of " + sum.getKey() + " add up to a part of a cent", e);
        }
    }
}
