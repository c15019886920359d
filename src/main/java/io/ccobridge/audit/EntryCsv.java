package io.ccobridge.audit;

import io.ccobridge.csv.Csv;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Audit entries as CSV, so that a piece of the chain can be proved where there is no bridge. A text
 * that a spreadsheet would take for a formula has an apostrophe in front, and so has one that
 * begins with an apostrophe: what was written can be told from what was put in front of it.
 */
public final class EntryCsv {

    /** The columns of an entry; a file may have more. */
    public static final List<String> COLUMNS =
            List.of(
                    "position",
                    "at",
                    "by",
                    "change_order_id",
                    "subject",
                    "from",
                    "to",
                    "amount",
                    "reason",
                    "detail",
                    "previous_hash",
                    "hash");

    private EntryCsv() {}

    /** The values of {@link #COLUMNS}. */
    public static List<Object> cells(Entry entry) {
        return Arrays.asList(
                entry.position(),
                entry.at(),
                entry.by(),
                entry.changeOrderId(),
                entry.subject(),
                entry.from(),
                entry.to(),
                entry.amount(),
                entry.reason(),
                entry.detail(),
                entry.previousHash(),
                entry.hash());
    }

    /**
     * One line.
     *
     * @param cells texts, numbers, amounts ({@link BigDecimal}), times, or null
     */
    public static String line(List<?> cells) {
        return CSVFormat.RFC4180.format(cells.stream().map(EntryCsv::shown).toArray()) + "\r\n";
    }

    private static String shown(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal amount) {
            return Entry.money(amount);
        }
        if (value instanceof Instant at) {
            return Entry.time(at);
        }
        String text = value.toString();
        return value instanceof String && (text.startsWith("'") || Csv.isFormula(text))
                ? "'" + text
                : text;
    }

    /**
     * The entries of a file, read as they are taken.
     *
     * @param csv closed by the caller
     * @throws IllegalArgumentException in a sentence, now or at the line, for what is no such file
     */
    public static Iterator<Entry> read(Reader csv) throws IOException {
        CSVParser parser =
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(withoutMark(csv));
        if (!parser.getHeaderNames().containsAll(COLUMNS)) {
            throw new IllegalArgumentException(
                    "its first line does not have the columns " + String.join(", ", COLUMNS));
        }
        Iterator<CSVRecord> records = parser.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return records.hasNext();
                } catch (UncheckedIOException | IllegalStateException e) {
                    throw noEntry(parser.getRecordNumber() + 1, e);
                }
            }

            @Override
            public Entry next() {
                try {
                    return entry(records.next());
                } catch (DateTimeException | IllegalArgumentException e) {
                    throw noEntry(parser.getRecordNumber(), e);
                }
            }
        };
    }

    private static IllegalArgumentException noEntry(long row, Exception cause) {
        return new IllegalArgumentException("its row " + row + " is no audit entry", cause);
    }

    /** Excel writes a byte order mark. */
    private static Reader withoutMark(Reader csv) throws IOException {
        PushbackReader reader = new PushbackReader(csv);
        int first = reader.read();
        if (first >= 0 && first != '\uFEFF') {
            reader.unread(first);
        }
        return reader;
    }

    private static Entry entry(CSVRecord row) {
        String changeOrderId = text(row, "change_order_id");
        String amount = text(row, "amount");
        return new Entry(
                Long.parseLong(row.get("position")),
                text(row, "previous_hash"),
                Instant.parse(row.get("at")),
                changeOrderId == null ? null : Long.valueOf(changeOrderId),
                text(row, "subject"),
                text(row, "by"),
                text(row, "from"),
                text(row, "to"),
                amount == null ? null : new BigDecimal(amount),
                text(row, "reason"),
                text(row, "detail"),
                text(row, "hash"));
    }

    private static String text(CSVRecord row, String column) {
        String text = row.get(column);
        return text.isEmpty() ? null : text.startsWith("'") ? text.substring(1) : text;
    }
}
