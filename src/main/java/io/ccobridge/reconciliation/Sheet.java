package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Money;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The change orders of all commitments, added up. What Procore has less what Spectrum has is the
 * difference, and the amounts of the reasons add up to it exactly: each change order is in one
 * reason with all of its own difference, or has none.
 */
final class Sheet {

    /**
     * @param total decimal text
     */
    record Side(long count, String total) {}

    /** One commitment; the shape of the API. */
    record Item(
            long projectId,
            String projectName,
            String jobNumber,
            Long commitmentId,
            String commitmentNumber,
            String vendor,
            String vendorCode,
            Side procore,
            Side spectrum,
            String difference,
            String mayHold,
            boolean matched,
            List<ReasonOfItem> reasons) {}

    record ReasonOfItem(String reason, long count, String amount, List<Entry> changeOrders) {}

    /**
     * A change order that explains a difference.
     *
     * @param procoreAmount null when it cannot be read; 0.00 when Procore does not count it
     * @param requirements the names of those not met
     */
    record Entry(
            String id,
            String number,
            String title,
            String changeRequestNumber,
            String procoreAmount,
            String syncedAmount,
            String mayHold,
            String amount,
            String state,
            List<String> requirements,
            String why) {}

    /** Over all commitments. */
    record Totals(
            long commitments,
            long differing,
            Side procore,
            Side spectrum,
            String difference,
            String mayHold,
            List<ReasonOfAll> reasons) {}

    record ReasonOfAll(String reason, long count, String amount) {}

    /** One heap of change orders. */
    private static final class Heap {
        private long inProcore;
        private long inSpectrum;
        private BigDecimal procore = BigDecimal.ZERO;
        private BigDecimal spectrum = BigDecimal.ZERO;
        private BigDecimal mayHold = BigDecimal.ZERO;
        private final Map<Reason, List<Explanation>> reasons = new EnumMap<>(Reason.class);

        void add(Standing standing) {
            inProcore += standing.counts() ? 1 : 0;
            inSpectrum += standing.state() == State.SYNCED ? 1 : 0;
            procore = procore.add(standing.procoreAmount());
            spectrum = spectrum.add(standing.syncedAmount());
            mayHold = mayHold.add(standing.holdings().perhapsMore());
        }

        void add(Heap other) {
            inProcore += other.inProcore;
            inSpectrum += other.inSpectrum;
            procore = procore.add(other.procore);
            spectrum = spectrum.add(other.spectrum);
            mayHold = mayHold.add(other.mayHold);
            other.reasons.forEach(
                    (reason, explained) ->
                            reasons.computeIfAbsent(reason, r -> new ArrayList<>())
                                    .addAll(explained));
        }

        boolean empty() {
            return inProcore == 0 && inSpectrum == 0 && spectrum.signum() == 0 && reasons.isEmpty();
        }

        boolean matched() {
            return reasons.keySet().stream().allMatch(Reason::settled);
        }

        Side procoreSide() {
            return new Side(inProcore, Money.text(procore));
        }

        Side spectrumSide() {
            return new Side(inSpectrum, Money.text(spectrum));
        }

        String difference() {
            return Money.text(procore.subtract(spectrum));
        }

        <T> List<T> reasons(Function<Map.Entry<Reason, List<Explanation>>, T> shape) {
            return reasons.entrySet().stream().map(shape).toList();
        }
    }

    private static final Comparator<Names.Key> ORDER =
            Comparator.comparing(Names.Key::projectId)
                    .thenComparing(
                            Names.Key::commitmentId,
                            Comparator.nullsLast(Comparator.naturalOrder()));

    private final ZoneId zone;
    private final Map<Names.Key, Heap> heaps = new TreeMap<>(ORDER);

    /**
     * @param zone for the days in the explanations
     */
    Sheet(ZoneId zone) {
        this.zone = zone;
    }

    void add(Standing standing) {
        Heap heap =
                heaps.computeIfAbsent(
                        new Names.Key(standing.projectId(), standing.commitmentId()),
                        key -> new Heap());
        heap.add(standing);
        Explanation.of(standing, zone)
                .ifPresent(
                        explained ->
                                heap.reasons
                                        .computeIfAbsent(explained.reason(), r -> new ArrayList<>())
                                        .add(explained));
    }

    /** The commitments that either side has anything of, by project and id. */
    List<Item> items(Names names) {
        return heaps.entrySet().stream()
                .filter(heap -> !heap.getValue().empty())
                .map(heap -> item(heap.getKey(), names.of(heap.getKey()), heap.getValue()))
                .toList();
    }

    Totals totals() {
        Heap all = new Heap();
        long commitments = 0;
        long differing = 0;
        for (Heap heap : heaps.values()) {
            all.add(heap);
            commitments += heap.empty() ? 0 : 1;
            differing += heap.matched() ? 0 : 1;
        }
        return new Totals(
                commitments,
                differing,
                all.procoreSide(),
                all.spectrumSide(),
                all.difference(),
                Money.text(all.mayHold),
                all.reasons(
                        reason ->
                                new ReasonOfAll(
                                        reason.getKey().word(),
                                        reason.getValue().size(),
                                        amount(reason.getValue()))));
    }

    private static Item item(Names.Key key, Names.Name name, Heap heap) {
        return new Item(
                key.projectId(),
                name.project(),
                name.job(),
                key.commitmentId(),
                name.commitment(),
                name.vendor(),
                name.vendorCode(),
                heap.procoreSide(),
                heap.spectrumSide(),
                heap.difference(),
                Money.text(heap.mayHold),
                heap.matched(),
                heap.reasons(
                        reason ->
                                new ReasonOfItem(
                                        reason.getKey().word(),
                                        reason.getValue().size(),
                                        amount(reason.getValue()),
                                        reason.getValue().stream().map(Sheet::entry).toList())));
    }

    private static String amount(List<Explanation> explained) {
        return Money.text(
                explained.stream()
                        .map(one -> one.standing().difference())
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Entry entry(Explanation explained) {
        Standing standing = explained.standing();
        return new Entry(
                Long.toString(standing.id()),
                standing.number(),
                standing.title(),
                standing.changeRequestNumber(),
                standing.amountUnknown() ? null : Money.text(standing.procoreAmount()),
                Money.text(standing.syncedAmount()),
                Money.text(standing.holdings().perhapsMore()),
                Money.text(standing.difference()),
                standing.state().name(),
                standing.problems().stream().map(Problem::requirement).distinct().toList(),
                explained.why());
    }
}
