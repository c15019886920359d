package io.ccobridge.flow;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Holdings.Place;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Money;
import io.ccobridge.queue.SentToSpectrum.Together;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an export does to the commitment in Spectrum: per phase and cost type, and in all. */
final class PhaseSums {

    /**
     * @param description what Spectrum calls the phase; null when that is not known
     * @param sentBefore what Spectrum holds there of the commitment's other change orders
     * @param after the two together
     */
    record PhaseSum(
            String phase,
            String costType,
            String description,
            String amount,
            String sentBefore,
            String after) {}

    /**
     * @param amount all of the change order, as far as its amounts can be read
     * @param unplaced the part of it that leads to no phase yet
     */
    record CommitmentSum(
            Long commitmentId,
            String number,
            String sentBefore,
            String amount,
            String after,
            String unplaced) {}

    private final Candidate candidate;
    private final Together others;
    private final List<Sum> sums;
    private final BigDecimal unplaced;

    /**
     * @param sums what is sent; null: what the lines come to, as far as they lead to a phase
     * @param others what Spectrum holds of the commitment's other change orders
     */
    PhaseSums(Candidate candidate, List<Sum> sums, Together others) {
        this.candidate = candidate;
        this.others = others;
        this.sums = sums == null ? asFarAsTheyLead() : sums;
        this.unplaced = sums == null ? leadingNowhere() : BigDecimal.ZERO;
    }

    List<PhaseSum> phases() {
        Map<Place, String> descriptions = descriptions();
        List<PhaseSum> phases = new ArrayList<>();
        for (Sum sum : sums) {
            Place place = Place.of(sum);
            BigDecimal before = others.held().getOrDefault(place, BigDecimal.ZERO);
            phases.add(
                    new PhaseSum(
                            sum.phase(),
                            sum.costType(),
                            descriptions.get(place),
                            Money.text(sum.amount()),
                            Money.text(before),
                            Money.text(before.add(sum.amount()))));
        }
        return phases;
    }

    CommitmentSum commitment() {
        BigDecimal amount =
                sums.stream()
                        .map(Sum::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .add(unplaced);
        return new CommitmentSum(
                candidate.changeOrder().commitmentId(),
                candidate.changeOrder().commitment() == null
                        ? null
                        : candidate.changeOrder().commitment().number(),
                Money.text(others.total()),
                Money.text(amount),
                Money.text(others.total().add(amount)),
                Money.text(unplaced));
    }

    private Map<Place, String> descriptions() {
        Map<Place, String> descriptions = new HashMap<>();
        for (Link<Phase> link : candidate.phases().values()) {
            if (link.target() != null) {
                descriptions.put(
                        new Place(link.target().code(), link.target().costType()),
                        link.target().description());
            }
        }
        return descriptions;
    }

    private List<Sum> asFarAsTheyLead() {
        Map<String, Sum> found = new TreeMap<>();
        for (Line line : candidate.changeOrder().lines()) {
            Place place = place(line);
            if (place != null && line.amount() != null) {
                found.merge(
                        place.phase() + " " + place.costType(),
                        new Sum(place.phase(), place.costType(), line.amount()),
                        (one, other) ->
                                new Sum(
                                        one.phase(),
                                        one.costType(),
                                        one.amount().add(other.amount())));
            }
        }
        return List.copyOf(found.values());
    }

    private BigDecimal leadingNowhere() {
        return candidate.changeOrder().lines().stream()
                .filter(line -> line.amount() != null && place(line) == null)
                .map(Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Also one that Spectrum does not have, by the code that the link names: 03300.S. */
    private Place place(Line line) {
        Link<Phase> link = line.wbsCode() == null ? null : candidate.phases().get(line.wbsCode());
        if (link == null) {
            return null;
        }
        if (link.target() != null) {
            return new Place(link.target().code(), link.target().costType());
        }
        int point = link.code().lastIndexOf('.');
        return point < 0
                ? null
                : new Place(link.code().substring(0, point), link.code().substring(point + 1));
    }
}
