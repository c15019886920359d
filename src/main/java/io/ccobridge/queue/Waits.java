package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.storable;
import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the change orders in NEEDS_ATTENTION wait for. Thousands may wait for one thing: who looks
 * whether it has come looks at the first of them, and at the others when it has; ids come in pages.
 */
public final class Waits {

    /** How many ids are read at once. */
    static final int PAGE = 200;

    /**
     * A thing that change orders wait for.
     *
     * @param first the oldest change order that waits for it
     */
    public record Thing(String kind, long projectId, String procoreId, String code, long first) {}

    /** A thing that one change order waits for, and since when. */
    public record Wait(Awaited thing, Instant since) {}

    private final JdbcClient jdbc;

    public Waits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every thing that is waited for, once. A flat code means another phase on each project. */
    public List<Thing> things() {
        return jdbc.sql(
                        """
                        SELECT kind, project_id, procore_id, code, MIN(change_order_id) AS first
                        FROM awaited GROUP BY kind, project_id, procore_id, code
                        ORDER BY MIN(change_order_id)""")
                .query(
                        (row, number) ->
                                new Thing(
                                        row.getString("kind"),
                                        row.getLong("project_id"),
                                        row.getString("procore_id"),
                                        row.getString("code"),
                                        row.getLong("first")))
                .list();
    }

    /** Whether the first one still waits for it, for the same code. */
    public boolean isAwaited(Thing thing) {
        return jdbc
                .sql(
                        "SELECT code FROM awaited WHERE change_order_id = :id AND kind = :kind AND"
                                + " procore_id = :procore")
                .param("id", thing.first())
                .param("kind", thing.kind())
                .param("procore", thing.procoreId())
                .query((row, number) -> new String[] {row.getString(1)})
                .list()
                .stream()
                .anyMatch(code -> Objects.equals(code[0], thing.code()));
    }

    /** Those that wait for the thing, behind that id. */
    public List<Long> waitingFor(Thing thing, long after) {
        return page(
                "SELECT change_order_id AS id FROM awaited WHERE kind = :kind AND procore_id = :procore"
                        + " AND project_id = :project",
                after,
                Map.of(
                        "kind",
                        thing.kind(),
                        "procore",
                        thing.procoreId(),
                        "project",
                        thing.projectId()));
    }

    /**
     * Those that a link of something in Procore may free, or lead elsewhere, behind that id. A
     * project that leads to another job has other phases, too.
     *
     * @param linkKind {@code vendors}, {@code projects}, {@code commitments} or {@code cost-codes}
     */
    public List<Long> concernedByLink(String linkKind, String procoreId, long after) {
        return page(
                "SELECT change_order_id AS id FROM awaited WHERE "
                        + freedBy(linkKind)
                        + " = :procore UNION SELECT id FROM change_order WHERE state ="
                        + " 'READY_TO_EXPORT' AND "
                        + ledBy(linkKind),
                after,
                linkKind.equals("cost-codes")
                        ? Map.of("procore", procoreId, "led", inLeadsTo(procoreId))
                        : Map.of("procore", procoreId, "led", procoreId));
    }

    /** The same, of all links of that kind that a person has made since then. */
    public List<Long> concernedByLinksSince(String linkKind, Instant since, long after) {
        return page(
                "SELECT change_order_id AS id FROM awaited WHERE "
                        + freedBy(linkKind)
                        + " IN (SELECT procore_id FROM manual_link WHERE kind = :link_kind AND"
                        + " linked_at >= :since) UNION SELECT id FROM change_order WHERE state ="
                        + " 'READY_TO_EXPORT'",
                after,
                Map.of("link_kind", linkKind, "since", time(since)));
    }

    /** What a link of that kind gives; the condition ends with Procore's id of what was linked. */
    private static String freedBy(String linkKind) {
        return switch (linkKind) {
            case "vendors" -> "kind = 'vendor' AND procore_id";
            case "commitments" -> "kind = 'commitment' AND procore_id";
            case "cost-codes" -> "kind = 'phase' AND procore_id";
            case "projects" -> "kind IN ('job', 'phase') AND CAST(project_id AS VARCHAR(20))";
            default -> throw new IllegalArgumentException("no links are of kind " + linkKind);
        };
    }

    /** The parked ones that lead to Spectrum by such a link. */
    private static String ledBy(String linkKind) {
        return switch (linkKind) {
            case "vendors" -> "CAST(present_company_id AS VARCHAR(20)) = :led";
            case "commitments" -> "CAST(commitment_id AS VARCHAR(20)) = :led";
            case "cost-codes" -> "leads_to LIKE :led";
            case "projects" -> "CAST(project_id AS VARCHAR(20)) = :led";
            default -> throw new IllegalArgumentException("no links are of kind " + linkKind);
        };
    }

    /** Where a flat code stands in {@code leads_to}. */
    private static String inLeadsTo(String flatCode) {
        return "%"
                + Json.writeAscii(flatCode)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                + ":%";
    }

    private List<Long> page(String ids, long after, Map<String, Object> parameters) {
        return jdbc.sql(
                        "SELECT DISTINCT id FROM ("
                                + ids
                                + ") AS concerned WHERE id > :after ORDER BY id FETCH FIRST "
                                + PAGE
                                + " ROWS ONLY")
                .params(parameters)
                .param("after", after)
                .query(Long.class)
                .list();
    }

    /** All that need attention, behind that id. */
    public List<Long> all(long after) {
        return jdbc.sql(
                        "SELECT id FROM change_order WHERE state = 'NEEDS_ATTENTION' AND id > :after"
                                + " AND present_fingerprint <> 'gone' ORDER BY id FETCH FIRST "
                                + PAGE
                                + " ROWS ONLY")
                .param("after", after)
                .query(Long.class)
                .list();
    }

    /**
     * Those whose commitment has another contract company than when they were last looked at,
     * behind that id, archived ones as well: nothing else in Procore's lists tells of that.
     */
    public List<Long> withAnotherCompany(long after) {
        return jdbc.sql(
                        """
                        SELECT c.id FROM every_change_order c
                        JOIN procore_commitment p ON p.id = c.commitment_id
                        WHERE c.id > :after AND p.vendor_id IS DISTINCT FROM c.present_company_id
                          AND c.present_commitment IS NOT NULL AND c.present_fingerprint <> 'gone'
                        ORDER BY c.id FETCH FIRST %d ROWS ONLY"""
                                .formatted(PAGE))
                .param("after", after)
                .query(Long.class)
                .list();
    }

    /** What a change order waits for. */
    public List<Wait> of(long changeOrderId) {
        return jdbc.sql(
                        """
                        SELECT kind, lack, procore_id, code, name, message, since FROM awaited
                        WHERE change_order_id = :id
                        ORDER BY CASE kind WHEN 'job' THEN 1 WHEN 'vendor' THEN 2
                                 WHEN 'commitment' THEN 3 WHEN 'phase' THEN 4 ELSE 5 END, procore_id""")
                .param("id", changeOrderId)
                .query(Waits::row)
                .list();
    }

    /**
     * In the transaction of the move that found it out; what goes on being waited for keeps its
     * time.
     */
    void set(long changeOrderId, long projectId, List<Awaited> now, Instant at) {
        List<Wait> before = of(changeOrderId);
        if (before.isEmpty() && now.isEmpty()) {
            return;
        }
        Map<String, Instant> since = new HashMap<>();
        before.forEach(wait -> since.put(key(wait.thing()), wait.since()));
        clear(changeOrderId);
        for (Awaited thing : now) {
            jdbc.sql(
                            """
                            INSERT INTO awaited (change_order_id, kind, procore_id, project_id, lack, code,
                                name, message, since)
                            VALUES (:id, :kind, :procore, :project, :lack, :code, :name, :message, :since)
                            ON CONFLICT DO NOTHING""")
                    .param("id", changeOrderId)
                    .param("kind", thing.kind().word())
                    .param("procore", procoreId(thing))
                    .param("project", projectId)
                    .param("lack", thing.lack().name())
                    .param("code", cut(thing.code(), 200))
                    .param("name", cut(thing.name(), 300))
                    .param("message", storable(thing.message()))
                    .param("since", time(since.getOrDefault(key(thing), at)))
                    .update();
        }
    }

    void clear(long changeOrderId) {
        jdbc.sql("DELETE FROM awaited WHERE change_order_id = :id")
                .param("id", changeOrderId)
                .update();
    }

    private static String key(Awaited thing) {
        return thing.kind() + " " + procoreId(thing);
    }

    private static String procoreId(Awaited thing) {
        return cut(thing.procoreId(), 200);
    }

    private static String cut(String text, int most) {
        String clean = storable(text);
        return clean == null || clean.length() <= most ? clean : clean.substring(0, most);
    }

    private static Wait row(ResultSet row, int number) throws SQLException {
        return new Wait(
                new Awaited(
                        Awaited.Kind.of(row.getString("kind")),
                        Awaited.Lack.valueOf(row.getString("lack")),
                        row.getString("procore_id"),
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("message")),
                Shown.instant(row, "since"));
    }
}
