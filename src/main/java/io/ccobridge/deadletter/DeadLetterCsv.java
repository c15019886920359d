package io.ccobridge.deadletter;

import io.ccobridge.csv.Csv;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The open dead letters as CSV, newest first, with what to do about each. */
public final class DeadLetterCsv {

    private static final int ROWS_A_PIECE = 500;

    private static final Map<String, Function<DeadLetter, String>> COLUMNS = columns();

    private final DeadLetters deadLetters;

    public DeadLetterCsv(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * The lines, read from the database as they are taken, a few hundred at a time.
     *
     * @param query the filters of {@link DeadLetters#list}
     * @throws io.ccobridge.changeorder.Refusal 400 for a filter that cannot be read, before the
     *     first line
     */
    public Iterator<String> export(Map<String, String> query) {
        Filter filter = deadLetters.filter(query, Set.of());
        return new Iterator<>() {
            private boolean started;
            private long before = Long.MAX_VALUE;

            @Override
            public boolean hasNext() {
                return before > 0;
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                List<DeadLetter> slice = deadLetters.slice(filter, before, ROWS_A_PIECE);
                String piece =
                        (started ? "" : Csv.line(COLUMNS.keySet().stream()))
                                + slice.stream()
                                        .map(DeadLetterCsv::line)
                                        .collect(Collectors.joining());
                started = true;
                before =
                        slice.size() < ROWS_A_PIECE
                                ? 0
                                : Long.parseLong(slice.get(slice.size() - 1).id());
                return piece;
            }
        };
    }

    private static String line(DeadLetter letter) {
        return Csv.line(COLUMNS.values().stream().map(cell -> cell.apply(letter)));
    }

    private static Map<String, Function<DeadLetter, String>> columns() {
        Map<String, Function<DeadLetter, String>> columns = new LinkedHashMap<>();
        columns.put("id", DeadLetter::id);
        columns.put("change_order_id", DeadLetter::changeOrderId);
        columns.put("group", DeadLetter::group);
        columns.put("category", DeadLetter::category);
        columns.put("fix_in", letter -> Csv.text(letter.fixIn()));
        columns.put("cause", letter -> Csv.text(letter.suggestion().title()));
        columns.put("column", letter -> Csv.text(letter.column()));
        columns.put("code", letter -> Csv.text(letter.code()));
        columns.put("http_status", letter -> number(letter.httpStatus()));
        columns.put("message", letter -> Csv.text(letter.message()));
        columns.put("fix", letter -> Csv.text(letter.suggestion().fix()));
        columns.put("note", letter -> letter.note() == null ? "" : Csv.text(letter.note().note()));
        columns.put("amount", DeadLetter::amount);
        columns.put("outcome_unknown", letter -> Boolean.toString(letter.outcomeUnknown()));
        columns.put("failures", letter -> Integer.toString(letter.failures()));
        columns.put("project_id", letter -> Long.toString(letter.subject().projectId()));
        columns.put("project_name", letter -> Csv.text(letter.subject().projectName()));
        columns.put("job_number", letter -> Csv.text(letter.subject().jobNumber()));
        columns.put("commitment_number", letter -> Csv.text(letter.subject().commitmentNumber()));
        columns.put("vendor", letter -> Csv.text(letter.subject().vendor()));
        columns.put("vendor_code", letter -> Csv.text(letter.subject().vendorCode()));
        columns.put("number", letter -> Csv.text(letter.subject().number()));
        columns.put("title", letter -> Csv.text(letter.subject().title()));
        columns.put(
                "change_request_number",
                letter -> Csv.text(letter.subject().changeRequestNumber()));
        columns.put("first_seen", letter -> moment(letter.firstSeen()));
        columns.put("last_seen", letter -> moment(letter.lastSeen()));
        return columns;
    }

    private static String number(Integer number) {
        return number == null ? "" : number.toString();
    }

    private static String moment(Instant moment) {
        return moment == null ? "" : moment.toString();
    }
}
