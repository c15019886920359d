package io.ccobridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** An audit pack as an auditor has it: files, which she adds up herself. */
public final class Pack {

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();

    public Pack(byte[] zip) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                files.put(entry.getName(), text);
                if (entry.getName().endsWith(".csv")) {
                    rows.put(entry.getName(), parse(text));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(files.keySet())
                .containsExactly(
                        "change-orders.csv",
                        "lines.csv",
                        "moves.csv",
                        "spectrum-calls.csv",
                        "summary.csv",
                        "summary.txt");
    }

    private static List<Map<String, String>> parse(String csv) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (CSVRecord row :
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new StringReader(csv))) {
            rows.add(row.toMap());
        }
        return rows;
    }

    public String text(String file) {
        return files.get(file);
    }

    public List<Map<String, String>> rows(String file) {
        return rows.get(file);
    }

    /** A figure of the summary as {@code count: sum}. */
    public String figure(String section, String name, String currency) {
        return rows("summary.csv").stream()
                .filter(row -> row.get("section").equals(section))
                .filter(row -> row.get("name").equals(name))
                .filter(row -> row.get("currency").equals(currency))
                .map(row -> row.get("count") + ": " + row.get("sum"))
                .findFirst()
                .orElse("none");
    }

    /** Adds up every figure of the summary from the rows of the other files, to the cent. */
    public void assertAddsUp() {
        Map<String, String> mine = new TreeMap<>();
        Map<String, String> theirs = new TreeMap<>();
        for (Map<String, String> row : rows("summary.csv")) {
            if (!List.of("chain", "file").contains(row.get("section"))) {
                String key = row.get("section") + "/" + row.get("name") + "/" + row.get("currency");
                theirs.put(key, row.get("count") + ": " + row.get("sum"));
                mine.put(key, added(row.get("section"), row.get("name"), row.get("currency")));
            }
        }
        assertThat(theirs).isNotEmpty().isEqualTo(mine);
        assertBalanced();
        assertThat(rows("summary.csv").stream().filter(row -> row.get("section").equals("file")))
                .allSatisfy(
                        row ->
                                assertThat(rows(row.get("name")))
                                        .hasSize(Integer.parseInt(row.get("count"))));
    }

    private String added(String section, String name, String currency) {
        return switch (section) {
            case "opening" ->
                    sum(
                            "change-orders.csv",
                            currency,
                            "amount_at_start",
                            is("state_at_start", name));
            case "closing" ->
                    sum("change-orders.csv", currency, "amount_at_end", is("state_at_end", name));
            case "in" ->
                    sum(
                            "moves.csv",
                            currency,
                            "value",
                            is("to", name).and(is("state_before", name).negate()));
            case "out" ->
                    sum(
                            "moves.csv",
                            currency,
                            "value_before",
                            is("state_before", name).and(is("to", name).negate()));
            case "changed" -> changed(name, currency);
            case "moved" ->
                    sum(
                            "moves.csv",
                            currency,
                            "value",
                            is("from", name.split(" to ")[0]).and(is("to", name.split(" to ")[1])));
            case "accepted" ->
                    sum(
                            "moves.csv",
                            currency,
                            "value",
                            is("from", "READY_TO_EXPORT").and(is("to", "ACCEPTED")));
            case "synced" ->
                    sum(
                            "moves.csv",
                            currency,
                            "value",
                            is("to", "SYNCED")
                                    .and(is("from", "SYNCED").negate())
                                    .and(
                                            name.equals("export")
                                                    ? is("from", "ACCEPTED")
                                                    : is("from", "ACCEPTED").negate()));
            case "approved lines" -> sum("lines.csv", currency, "amount", is("kind", "approved"));
            case "edited lines" -> sum("lines.csv", currency, "amount", is("kind", "edited"));
            case "exported lines" -> sum("lines.csv", currency, "amount", is("kind", "exported"));
            case "sent lines" -> sum("lines.csv", currency, "amount", is("kind", "sent"));
            case "sent to spectrum" ->
                    sum("spectrum-calls.csv", currency, "amount", is("outcome", "accepted"));
            case "calls" -> sum("spectrum-calls.csv", currency, "amount", is("outcome", name));
            case "administration" ->
                    sum(
                            "moves.csv",
                            currency,
                            "value",
                            is("change_order_id", "")
                                    .and(row -> row.get("subject").split(" ")[0].equals(name)));
            default -> throw new AssertionError("unknown section " + section);
        };
    }

    private static Predicate<Map<String, String>> is(String column, String value) {
        return row -> row.get(column).equals(value);
    }

    private String sum(
            String file, String currency, String column, Predicate<Map<String, String>> which) {
        long count = 0;
        BigDecimal sum = BigDecimal.ZERO;
        for (Map<String, String> row : rows(file)) {
            if (row.get("currency").equals(currency) && which.test(row)) {
                count++;
                sum = sum.add(amount(row.get(column)));
            }
        }
        return count + ": " + Entry.money(sum);
    }

    private String changed(String state, String currency) {
        long count = 0;
        BigDecimal sum = BigDecimal.ZERO;
        for (Map<String, String> row : rows("moves.csv")) {
            if (row.get("currency").equals(currency)
                    && is("to", state).and(is("state_before", state)).test(row)) {
                BigDecimal change =
                        amount(row.get("value")).subtract(amount(row.get("value_before")));
                count += change.signum() == 0 ? 0 : 1;
                sum = sum.add(change);
            }
        }
        return count + ": " + Entry.money(sum);
    }

    private static BigDecimal amount(String text) {
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }

    /** Opening, plus what came in, less what went out, plus what changed, is closing. */
    private void assertBalanced() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        for (Map<String, String> row : rows("summary.csv")) {
            int sign =
                    switch (row.get("section")) {
                        case "opening", "in", "changed" -> 1;
                        case "out", "closing" -> -1;
                        default -> 0;
                    };
            if (sign != 0) {
                String key = row.get("name") + " " + row.get("currency");
                sums.merge(
                        key,
                        amount(row.get("sum")).multiply(BigDecimal.valueOf(sign)),
                        BigDecimal::add);
                counts.merge(
                        key,
                        row.get("section").equals("changed")
                                ? 0
                                : sign * Long.parseLong(row.get("count")),
                        Long::sum);
            }
        }
        assertThat(sums.values()).allMatch(sum -> sum.signum() == 0, "zero: " + sums);
        assertThat(counts.values()).as("%s", counts).containsOnly(0L);
    }
}
