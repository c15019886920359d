package io.ccobridge.changeorder;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Spectrum holds, as far as it can be told from what it was told: of each phase and cost type
 * the last amount, since a call sets the amount and adds nothing (facts/spectrum-api.md 2.4).
 *
 * @param held what Spectrum has acknowledged
 * @param inDoubt amounts whose call got no clear answer and that were not acknowledged since;
 *     Spectrum holds each in place of what it held before, or does not
 */
public record Holdings(Map<Place, BigDecimal> held, Map<Place, BigDecimal> inDoubt) {

    public static final Holdings NONE = new Holdings(Map.of(), Map.of());

    private static final BigDecimal ZERO = new BigDecimal("0.00");

    /** Where an amount of a change request stands. */
    public record Place(String phase, String costType) {

        public static Place of(Sum sum) {
            return new Place(sum.phase(), sum.costType());
        }
    }

    /**
     * One thing that Spectrum was told.
     *
     * @param acknowledged false when nobody knows whether Spectrum has taken it
     */
    public record Told(Sum sum, boolean acknowledged) {}

    public Holdings {
        held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
        inDoubt = Collections.unmodifiableMap(new LinkedHashMap<>(inDoubt));
    }

    /**
     * @param told of one change request, in the order in which it was told
     */
    public static Holdings of(List<Told> told) {
        Map<Place, BigDecimal> held = new LinkedHashMap<>();
        Map<Place, BigDecimal> inDoubt = new LinkedHashMap<>();
        for (Told one : told) {
            Place place = Place.of(one.sum());
            if (one.acknowledged()) {
                held.put(place, one.sum().amount());
                inDoubt.remove(place);
            } else if (inDoubt.containsKey(place) || !holds(held, one.sum())) {
                inDoubt.put(place, one.sum().amount());
            }
        }
        return new Holdings(held, inDoubt);
    }

    /** Told the same once more, it holds what it held, whether it has heard it or not. */
    private static boolean holds(Map<Place, BigDecimal> held, Sum sum) {
        BigDecimal amount = held.get(Place.of(sum));
        return amount != null && amount.compareTo(sum.amount()) == 0;
    }

    /** Nothing was told that Spectrum has taken or may have taken. */
    public boolean isEmpty() {
        return held.isEmpty() && inDoubt.isEmpty();
    }

    public BigDecimal total() {
        return held.values().stream().reduce(ZERO, BigDecimal::add);
    }

    /** By how much more (or less) than {@link #total()} Spectrum may hold. */
    public BigDecimal perhapsMore() {
        return inDoubt.entrySet().stream()
                .map(doubt -> doubt.getValue().subtract(at(doubt.getKey())))
                .reduce(ZERO, BigDecimal::add);
    }

    /** What is held there; zero when nothing is. */
    public BigDecimal at(Place place) {
        return held.getOrDefault(place, ZERO);
    }
}
