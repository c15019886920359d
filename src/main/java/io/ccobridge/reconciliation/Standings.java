package io.ccobridge.reconciliation;

import static io.ccobridge.reconciliation.Rows.instant;
import static io.ccobridge.reconciliation.Rows.problems;

import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Holdings;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads where every change order stands at a moment: one statement for each kind of thing. What has
 * not moved on since stands as the tables say; what has is put together by {@link Past}. Every call
 * belongs to one transaction that sees one state of the database.
 */
final class Standings {

    /** What is done with each; {@code row} has what the change order is called. */
    interface Visitor {
        void visit(Standing standing, ResultSet row) throws SQLException;
    }

    private static final String DOCUMENT_NOW = "c.present_document_id";

    // one by one along an index: a join with a grouped table is quick only while the database's
    // statistics are right
    private static final String DOCUMENT_THEN =
            "(SELECT MAX(id) FROM document WHERE change_order_id = c.id AND received_at <= :at)";

    private static final String SELECT =
            """
            SELECT c.id, c.project_id, c.project_name, c.job_number, c.commitment_id, c.commitment_number,
                   c.vendor, c.vendor_code, c.state, c.changed_since_sent, c.problems,
                   c.number, c.title, c.total, c.currency, c.present_fingerprint, d.body, m.actor, m.at, m.from_state, m.reason,
                   CASE WHEN m.to_state = 'UNLINKED' THEN m.detail END AS unlinked
            FROM every_change_order c
            LEFT JOIN document d ON d.id = %s
            LEFT JOIN audit_entry m ON m.id = (
                SELECT MAX(id) FROM audit_entry WHERE change_order_id = c.id AND from_state <> to_state)
            WHERE c.created_at <= :at%s
            ORDER BY c.id""";

    private final JdbcClient jdbc;
    private final Documents documents;
    private final PastTables pastTables;
    private final ExportedTables exports;

    Standings(JdbcClient jdbc, Documents documents) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.pastTables = new PastTables(jdbc);
        this.exports = new ExportedTables(jdbc);
    }

    /**
     * @param project Procore's id; null: all
     * @param purchaseOrders the commitments that are
     */
    void each(Moment moment, Long project, Set<Long> purchaseOrders, Visitor visitor) {
        Map<Long, Past> past = moment.now() ? Map.of() : pastTables.read(moment);
        Map<Long, List<Exported>> exported = exports.read(moment, project);
        Set<Long> leftBehind = exports.leftBehind(moment, exported);
        jdbc.sql(SELECT.formatted(moment.now() ? DOCUMENT_NOW : DOCUMENT_THEN, Rows.of(project)))
                .param("at", moment.column())
                .param("project", project)
                .query(
                        row -> {
                            long id = row.getLong("id");
                            visitor.visit(
                                    standing(
                                            row,
                                            past.get(id),
                                            exported.getOrDefault(id, List.of()),
                                            purchaseOrders,
                                            leftBehind.contains(id)),
                                    row);
                        });
    }

    private Standing standing(
            ResultSet row,
            Past past,
            List<Exported> lines,
            Set<Long> purchaseOrders,
            boolean leftBehind)
            throws SQLException {
        ChangeOrder said = said(row);
        // a document that names no commitment any more belongs where it was put before
        Long commitment =
                said == null || said.commitmentId() == null
                        ? row.getObject("commitment_id", Long.class)
                        : said.commitmentId();
        Past.Then then = past == null ? new Past.Then(present(lines), false) : past.told(lines);
        Holdings holdings = ToldLine.holdings(then.told());
        State state = past == null ? State.valueOf(row.getString("state")) : past.state();
        return new Standing(
                row.getLong("id"),
                row.getLong("project_id"),
                commitment,
                said == null ? row.getString("number") : said.number(),
                said == null ? row.getString("title") : said.title(),
                status(row, past, said),
                said == null ? row.getBigDecimal("total") : said.total(),
                said == null ? row.getString("currency") : said.currency(),
                state,
                unmet(row, past, state),
                purchaseOrders.contains(commitment),
                past == null ? row.getBoolean("changed_since_sent") : past.changed(),
                number(lines),
                holdings,
                past == null ? moved(row) : past.moved(),
                then.doubtful(),
                said != null,
                ToldLine.alsoUnderAnotherNumber(then.told()) || leftBehind && !holdings.isEmpty());
    }

    /** The queue puts the word in the place of the fingerprint of what Procore shows no more. */
    private static String status(ResultSet row, Past past, ChangeOrder said) throws SQLException {
        boolean gone =
                past == null ? "gone".equals(row.getString("present_fingerprint")) : past.gone();
        if (gone) {
            return Standing.GONE;
        }
        return said == null ? null : said.status();
    }

    /** Null when the document is not kept any more. */
    private ChangeOrder said(ResultSet row) throws SQLException {
        String body = row.getString("body");
        return body == null ? null : documents.read(body, row.getLong("project_id"));
    }

    private static List<ToldLine> present(List<Exported> lines) {
        return lines.stream()
                .filter(
                        line ->
                                line.state().equals("DONE")
                                        || line.state().equals("UNKNOWN")
                                        || line.underWay())
                .map(line -> new ToldLine(line, line.state().equals("DONE")))
                .toList();
    }

    private static List<Problem> unmet(ResultSet row, Past past, State state) throws SQLException {
        if (state != State.NEEDS_ATTENTION) {
            return List.of();
        }
        return past == null ? problems(row.getString("problems")) : past.problems();
    }

    /** That of the last decision to export, or of its correction; null when there was none. */
    private static String number(List<Exported> lines) {
        return lines.isEmpty() ? null : lines.get(lines.size() - 1).changeRequestNumber();
    }

    private static Standing.Moved moved(ResultSet row) throws SQLException {
        return row.getString("actor") == null
                ? null
                : new Standing.Moved(
                        row.getString("actor"),
                        instant(row, "at"),
                        State.valueOf(row.getString("from_state")),
                        row.getString("reason"),
                        Rows.leftBehind(row.getString("unlinked")));
    }
}
