package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a replay may write over. Spectrum has no service to read a change request back
 * (facts/spectrum-api.md 2.1), so the bridge cannot see what somebody typed there; it knows which
 * records it has written or may have written, and since when.
 */
public final class ReplayWarnings {

    /**
     * A record in Spectrum that a replay sets again.
     *
     * @param kind outcome-unknown: nobody knows whether Spectrum has it; written-before: Spectrum
     *     has it from an earlier export; header-set-again: Spectrum has other lines of the same
     *     change request, whose description, status and dates come with every line
     * @param phase null where the header is meant; so are costType and amount
     * @param amount what the replay sets, as decimal text
     * @param since what somebody typed there after this would be lost
     */
    public record ReplayWarning(
            String kind,
            String message,
            String changeRequestNumber,
            String phase,
            String costType,
            String amount,
            Instant since) {}

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String LINES =
            """
            SELECT d.id, e.change_request_number, e.header, l.phase, l.cost_type, l.amount, l.state,
                (SELECT MIN(a.at) FROM attempt a WHERE a.change_order_id = d.change_order_id
                    AND a.export_id = d.export_id AND a.position = l.position) AS tried,
                (SELECT MIN(a.at) FROM attempt a JOIN export_line h
                    ON h.export_id = a.export_id AND h.position = a.position
                    WHERE a.change_order_id = d.change_order_id AND a.export_id < d.export_id
                    AND h.phase = l.phase AND h.cost_type = l.cost_type
                    AND h.state IN ('DONE', 'UNKNOWN')) AS written_before
            FROM dead_letter d
            JOIN export e ON e.id = d.export_id
            JOIN export_line l ON l.export_id = d.export_id
            WHERE d.id = ANY(:ids) ORDER BY d.id, l.position""";

    private record Line(
            long deadLetter,
            String number,
            JsonNode header,
            String phase,
            String costType,
            String amount,
            String state,
            Instant tried,
            Instant writtenBefore) {

        boolean willBeSent() {
            return !state.equals("DONE");
        }

        String where() {
            return "change request "
                    + number
                    + " (job "
                    + header.path("Job_Number").asText()
                    + ", subcontract "
                    + header.path("Subcontractor_Code").asText()
                    + " "
                    + header.path("Subcontract_Number").asText()
                    + ")";
        }
    }

    private final JdbcClient jdbc;

    public ReplayWarnings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of one dead letter; none when Spectrum surely holds nothing that a replay would set. */
    public List<ReplayWarning> replayWarnings(long deadLetterId) {
        return replayWarnings(List.of(deadLetterId)).getOrDefault(deadLetterId, List.of());
    }

    /** By dead letter; one of which Spectrum surely holds nothing is absent. */
    public Map<Long, List<ReplayWarning>> replayWarnings(Collection<Long> deadLetterIds) {
        Map<Long, List<Line>> lines = new HashMap<>();
        jdbc.sql(LINES)
                .param("ids", deadLetterIds.toArray(Long[]::new))
                .query(ReplayWarnings::line)
                .list()
                .forEach(
                        line ->
                                lines.computeIfAbsent(line.deadLetter, id -> new ArrayList<>())
                                        .add(line));
        Map<Long, List<ReplayWarning>> warnings = new HashMap<>();
        lines.forEach(
                (id, ofOne) -> {
                    List<ReplayWarning> found = warnings(ofOne);
                    if (!found.isEmpty()) {
                        warnings.put(id, found);
                    }
                });
        return warnings;
    }

    private static List<ReplayWarning> warnings(List<Line> lines) {
        List<ReplayWarning> warnings = new ArrayList<>();
        for (Line line : lines) {
            if (line.willBeSent() && line.state.equals("UNKNOWN")) {
                warnings.add(unknown(line));
            } else if (line.willBeSent() && line.writtenBefore != null) {
                warnings.add(writtenBefore(line));
            }
        }
        List<Line> held = lines.stream().filter(line -> !line.willBeSent()).toList();
        if (!held.isEmpty() && lines.stream().anyMatch(Line::willBeSent)) {
            warnings.add(headerSetAgain(held));
        }
        return warnings;
    }

    private static ReplayWarning unknown(Line line) {
        return ofLine(
                "outcome-unknown",
                line,
                line.tried,
                "Nobody knows whether Spectrum has taken %s on phase %s %s of %s%s. A replay sets it"
                        + " to %s, and never adds to it; what somebody typed there meanwhile would"
                        + " be overwritten. The bridge cannot read it: look at it in Spectrum first.");
    }

    private static ReplayWarning writtenBefore(Line line) {
        return ofLine(
                "written-before",
                line,
                line.writtenBefore,
                "An earlier export of the same change order may stand in Spectrum where %s goes, on"
                        + " phase %s %s of %s%s. A replay sets it to %s; what somebody typed there"
                        + " meanwhile would be overwritten.");
    }

    private static ReplayWarning ofLine(String kind, Line line, Instant since, String sentence) {
        return new ReplayWarning(
                kind,
                sentence.formatted(
                        line.amount,
                        line.phase,
                        line.costType,
                        line.where(),
                        since(since),
                        line.amount),
                line.number,
                line.phase,
                line.costType,
                line.amount,
                since);
    }

    private static ReplayWarning headerSetAgain(List<Line> held) {
        Line first = held.get(0);
        Instant since =
                held.stream()
                        .map(Line::tried)
                        .filter(java.util.Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null);
        return new ReplayWarning(
                "header-set-again",
                ("Spectrum holds %d of the lines of %s%s; those are not sent again. The others carry"
                                + " the description, status and dates of the change request with"
                                + " them: what somebody changed of these in Spectrum meanwhile would"
                                + " be overwritten.")
                        .formatted(held.size(), first.where(), since(since)),
                first.number,
                null,
                null,
                null,
                since);
    }

    private static String since(Instant moment) {
        return moment == null ? "" : " since " + MOMENT.format(moment);
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getLong("id"),
                row.getString("change_request_number"),
                Json.read(row.getString("header")),
                row.getString("phase"),
                row.getString("cost_type"),
                Columns.money(row.getBigDecimal("amount")),
                row.getString("state"),
                Columns.time(row, "tried"),
                Columns.time(row, "written_before"));
    }
}
