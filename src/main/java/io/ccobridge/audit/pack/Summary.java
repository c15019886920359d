package io.ccobridge.audit.pack;

import io.ccobridge.audit.Entry;
import io.ccobridge.audit.EntryCsv;
import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the files of a pack come to, as {@code summary.csv} for a program and {@code summary.txt}
 * for a person. Each figure says from which rows of which file it is added up.
 *
 * @param files those that are complete
 */
record Summary(Snapshot snapshot, Tally tally, List<Written> files, Instant writtenAt) {

    /** A file that is in the pack. */
    record Written(String name, long rows, String sha256) {}

    private static final List<String> COLUMNS =
            List.of("section", "name", "currency", "count", "sum", "file", "how");

    String csv() {
        StringBuilder csv = new StringBuilder(EntryCsv.line(COLUMNS));
        tally.figures()
                .forEach(
                        (key, figure) ->
                                csv.append(
                                        line(
                                                key.section().word(),
                                                key.name(),
                                                key.currency(),
                                                figure.count(),
                                                figure.sum(),
                                                key.section().file(),
                                                key.section().how(key.name()))));
        Snapshot.Entries entries = snapshot.entries();
        long count = entries.last().position() - entries.before().position();
        csv.append(
                line(
                        "chain",
                        "before",
                        null,
                        null,
                        null,
                        "moves.csv",
                        entries.before().toString()));
        csv.append(
                line("chain", "last", null, count, null, "moves.csv", entries.last().toString()));
        files.forEach(
                file ->
                        csv.append(
                                line(
                                        "file",
                                        file.name(),
                                        null,
                                        file.rows(),
                                        null,
                                        file.name(),
                                        "SHA-256 " + file.sha256())));
        return csv.toString();
    }

    private static String line(Object... cells) {
        return EntryCsv.line(Arrays.asList(cells));
    }

    String text() {
        List<String> text = new ArrayList<>();
        text.add("AUDIT PACK OF CCO BRIDGE, " + snapshot.period());
        text.add("");
        text.add(
                "Days in the time zone "
                        + snapshot.period().zone()
                        + "; times in the files in UTC.");
        text.add("Written at " + Entry.time(writtenAt) + ".");
        tally.currencies().forEach(currency -> balance(text, currency));
        figures(text);
        chain(text);
        text.add("");
        text.add("FILES");
        files.forEach(
                file ->
                        text.add(
                                "  %-20s %,10d rows  SHA-256 %s"
                                        .formatted(file.name(), file.rows(), file.sha256())));
        text.add("");
        return String.join("\r\n", text);
    }

    private void balance(List<String> text, String currency) {
        text.add("");
        text.add("CHANGE ORDERS BY STATE" + (currency.isEmpty() ? "" : ", " + currency));
        text.add(row("", "at the start", "in", "out", "changed", "at the end"));
        Tally.Figure[] totals = {
            Tally.Figure.ZERO,
            Tally.Figure.ZERO,
            Tally.Figure.ZERO,
            Tally.Figure.ZERO,
            Tally.Figure.ZERO
        };
        List<Section> sections =
                Arrays.stream(Section.values()).filter(Section::isBalance).toList();
        for (State state : State.values()) {
            String[] cells = new String[sections.size()];
            for (Section section : sections) {
                Tally.Figure figure = tally.of(section, state.name(), currency);
                cells[section.ordinal()] = shown(figure);
                totals[section.ordinal()] =
                        totals[section.ordinal()].plus(figure.count(), figure.sum());
            }
            text.add(row(state.name(), cells));
        }
        text.add(row("Total", Arrays.stream(totals).map(Summary::shown).toArray(String[]::new)));
        text.add("  In each line: at the start + in - out + changed = at the end, to the cent.");
    }

    private static String row(String name, String... cells) {
        StringBuilder row = new StringBuilder("  %-17s".formatted(name));
        for (String cell : cells) {
            row.append(" %26s".formatted(cell));
        }
        return row.toString().stripTrailing();
    }

    private static String shown(Tally.Figure figure) {
        return figure.count() == 0 && figure.sum().signum() == 0
                ? "-"
                : "%,d: %s".formatted(figure.count(), grouped(figure.sum()));
    }

    private void figures(List<String> text) {
        text.add("");
        text.add("IN THE PERIOD");
        tally.figures()
                .forEach(
                        (key, figure) -> {
                            if (!key.section().isBalance()) {
                                text.add(
                                        "  %-18s %-36s %,9d %22s %-4s %s: %s"
                                                .formatted(
                                                        key.section().word(),
                                                        key.name(),
                                                        figure.count(),
                                                        grouped(figure.sum()),
                                                        key.currency(),
                                                        key.section().file(),
                                                        key.section().how(key.name())));
                            }
                        });
    }

    private void chain(List<String> text) {
        Snapshot.Entries entries = snapshot.entries();
        text.add("");
        text.add("THE CHAIN");
        text.add(
                "  Audit entries %,d to %,d, all of them in moves.csv."
                        .formatted(entries.before().position() + 1, entries.last().position()));
        text.add("  Before them    " + entries.before());
        text.add("  The last one   " + entries.last());
        text.add("  To prove them without a bridge:  cco-bridge audit verify PACK.zip");
        text.add(
                "  To compare with a bridge:        cco-bridge audit verify --since "
                        + entries.last());
        text.add(
                "  The hash of an entry is the SHA-256 of this text in UTF-8: \"cco-audit-1;\","
                        + " then");
        text.add(
                "  position, previous_hash, at, change_order_id, subject, by, from, to, amount,"
                        + " reason and");
        text.add(
                "  detail, each as its length in bytes, \":\", itself and \";\", or as \"-;\" where"
                        + " it is empty.");
        text.add(
                "  A text of the files that begins with =, +, -, @, a tab, a line break or an"
                        + " apostrophe has");
        text.add("  an apostrophe in front, which is not part of it.");
    }

    private static String grouped(BigDecimal amount) {
        String exact = Entry.money(amount);
        int point = exact.indexOf('.');
        return String.format(
                        Locale.ROOT, "%,d", new java.math.BigInteger(exact.substring(0, point)))
                + exact.substring(point);
    }
}
