package io.ccobridge.audit.pack;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts and sums, added up from the rows of the files as these are written. */
final class Tally {

    /**
     * One figure of the summary.
     *
     * @param name within the section, for example a state
     * @param currency of the change orders; empty where they have none. Amounts of two currencies
     *     are never added.
     */
    record Key(Section section, String name, String currency) {

        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::section)
                        .thenComparing(Key::currency)
                        .thenComparing(Key::name);
    }

    record Figure(long count, BigDecimal sum) {

        static final Figure ZERO = new Figure(0, BigDecimal.ZERO);

        Figure plus(long more, BigDecimal amount) {
            return new Figure(count + more, amount == null ? sum : sum.add(amount));
        }
    }

    private final Map<Key, Figure> figures = new TreeMap<>(Key.ORDER);

    /**
     * @param currency null: none
     * @param amount null: the row has none
     */
    void add(Section section, String name, String currency, BigDecimal amount) {
        add(section, name, currency, 1, amount);
    }

    void add(Section section, String name, String currency, long count, BigDecimal amount) {
        figures.merge(
                new Key(section, name, currency == null ? "" : currency),
                Figure.ZERO.plus(count, amount),
                (one, other) -> one.plus(other.count(), other.sum()));
    }

    Figure of(Section section, String name, String currency) {
        return figures.getOrDefault(new Key(section, name, currency), Figure.ZERO);
    }

    Map<Key, Figure> figures() {
        return figures;
    }

    /** The currencies of the balance. */
    List<String> currencies() {
        return figures.keySet().stream()
                .filter(key -> key.section().isBalance())
                .map(Key::currency)
                .distinct()
                .sorted()
                .toList();
    }
}
