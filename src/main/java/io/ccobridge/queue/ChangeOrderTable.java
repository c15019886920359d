package io.ccobridge.queue;

import io.ccobridge.audit.AuditChain;
import io.ccobridge.audit.Draft;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Vendor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Rows of change_order and document, and entries of the audit trail. Every call belongs to the
 * transaction of the move it serves.
 */
public final class ChangeOrderTable {

    private static final String COLUMNS =
            """
            id, project_id, source_key, procore_id, state, version, changed_since_sent, problems,
            change_request_number, attempts, sent_by, present_document_id, sent_document_id,
            present_fingerprint, sent_fingerprint, export_id, job_number, vendor_code,
            project_name, total""";

    private final JdbcClient jdbc;
    private final AuditChain chain;
    private final Archive archive;

    public ChangeOrderTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.chain = new AuditChain(jdbc);
        this.archive = new Archive(jdbc, this);
    }

    FirstApprovals firstApprovals() {
        return new FirstApprovals(jdbc);
    }

    /** Archived or not. */
    public Optional<ChangeOrderRow> find(long id) {
        return find("change_order", id).or(() -> find("change_order_archive", id));
    }

    private Optional<ChangeOrderRow> find(String table, long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM " + table + " WHERE id = :id")
                .param("id", id)
                .query(ChangeOrderTable::row)
                .optional();
    }

    Archive archive() {
        return archive;
    }

    /** Nobody else moves it until this transaction has ended. */
    Optional<ChangeOrderRow> lock(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM change_order WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(ChangeOrderTable::row)
                .optional();
    }

    Optional<ChangeOrderRow> lock(long projectId, String key) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + " FROM change_order WHERE project_id = :project AND source_key ="
                                + " :key FOR UPDATE")
                .param("project", projectId)
                .param("key", key)
                .query(ChangeOrderTable::row)
                .optional();
    }

    long insert(ChangeOrder changeOrder, State state, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        INSERT INTO change_order (project_id, source_key, procore_id, state, version,
                            changed_since_sent, problems, attempts, created_at, updated_at)
                        VALUES (:project, :key, :procore, :state, 0, FALSE, '[]', 0, :now, :now)\
                        """)
                .param("project", changeOrder.project().id())
                .param("key", changeOrder.key())
                .param("procore", changeOrder.procoreId())
                .param("state", state.name())
                .param("now", time(now))
                .update(key, "id");
        return key.getKey().longValue();
    }

    /** A document is written once; the same text twice in a row is one document. */
    long document(long changeOrderId, Long presentId, String body, Instant now) {
        String hash = Fingerprint.sha256(body);
        if (presentId != null
                && hash.equals(
                        jdbc.sql("SELECT hash FROM document WHERE id = :id")
                                .param("id", presentId)
                                .query(String.class)
                                .single())) {
            return presentId;
        }
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        "INSERT INTO document (change_order_id, hash, received_at, body) VALUES"
                                + " (:id, :hash, :now, :body)")
                .param("id", changeOrderId)
                .param("hash", hash)
                .param("now", time(now))
                .param("body", body)
                .update(key, "id");
        return key.getKey().longValue();
    }

    /** What lists show of a candidate, as column values. */
    static Map<String, Object> described(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("procore_id", changeOrder.procoreId());
        columns.put("project_name", cut(changeOrder.project().name(), 300));
        columns.put("job_number", code(candidate.job()));
        columns.put("commitment_id", changeOrder.commitmentId());
        columns.put(
                "commitment_number",
                changeOrder.commitment() == null
                        ? null
                        : cut(changeOrder.commitment().number(), 200));
        columns.put(
                "vendor",
                changeOrder.vendor() == null ? null : cut(changeOrder.vendor().name(), 300));
        columns.put("vendor_code", code(candidate.vendor()));
        columns.put("number", cut(changeOrder.number(), 200));
        columns.put("title", cut(changeOrder.title(), 2000));
        columns.put("description", cut(changeOrder.description(), 100_000));
        columns.put("total", changeOrder.total());
        columns.put("currency", cut(changeOrder.currency(), 10));
        columns.put("date_created", changeOrder.dateCreated());
        return columns;
    }

    /** What no document of a candidate's change order says of it, as column values. */
    static Map<String, Object> companions(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        Vendor company = changeOrder.vendor();
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("present_company_id", company == null ? null : company.id());
        columns.put("present_company", company == null ? null : cut(company.name(), 300));
        columns.put(
                "present_commitment",
                changeOrder.commitment() == null
                        ? null
                        : cut(changeOrder.commitment().number(), 200));
        return columns;
    }

    /** Writes columns of one row; the version says that it moved on. */
    void update(long id, Map<String, Object> columns, boolean moved, Instant now) {
        Map<String, Object> all = new LinkedHashMap<>(columns);
        if (moved) {
            all.put("updated_at", time(now));
        }
        String assignments =
                all.keySet().stream()
                        .map(column -> column + " = :" + column)
                        .collect(Collectors.joining(", "));
        jdbc.sql(
                        "UPDATE change_order SET "
                                + assignments
                                + (moved ? ", version = version + 1" : "")
                                + " WHERE id = :id")
                .params(all)
                .param("id", id)
                .update();
    }

    void audit(
            long id,
            State from,
            State to,
            String actor,
            String reason,
            String detail,
            Instant now) {
        chain.append(new Draft(id, null, now, actor, from.name(), to.name(), reason, detail));
    }

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** What a column of text can hold: PostgreSQL takes no NUL and no half characters. */
    static String storable(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point ->
                                clean.appendCodePoint(
                                        point == 0
                                                        || (point >= Character.MIN_SURROGATE
                                                                && point <= Character.MAX_SURROGATE)
                                                ? 0xFFFD
                                                : point));
        return clean.toString();
    }

    private static String cut(String text, int most) {
        String clean = storable(text);
        if (clean == null || clean.length() <= most) {
            return clean;
        }
        return clean.substring(
                0, Character.isHighSurrogate(clean.charAt(most - 1)) ? most - 1 : most);
    }

    /**
     * A code too long for Spectrum is named by the requirement that it breaks, and not shown as a
     * code.
     */
    private static String code(Link<?> link) {
        return link == null || link.code().length() > 10 ? null : storable(link.code());
    }

    private static ChangeOrderRow row(ResultSet row, int number) throws SQLException {
        return new ChangeOrderRow(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getString("source_key"),
                row.getObject("procore_id", Long.class),
                State.valueOf(row.getString("state")),
                row.getInt("version"),
                row.getBoolean("changed_since_sent"),
                row.getString("problems"),
                row.getString("change_request_number"),
                row.getInt("attempts"),
                row.getString("sent_by"),
                row.getObject("present_document_id", Long.class),
                row.getObject("sent_document_id", Long.class),
                row.getString("present_fingerprint"),
                row.getString("sent_fingerprint"),
                row.getObject("export_id", Long.class),
                row.getString("job_number"),
                row.getString("vendor_code"),
                row.getString("project_name"),
                row.getBigDecimal("total"));
    }
}
