package io.ccobridge.access;

import io.ccobridge.audit.AuditTrail;
import io.ccobridge.changeorder.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Rows of delegation. None is ever removed: who could act for whom at what time can be looked up
 * for as long as the audit trail can.
 */
final class DelegationTable {

    // asked of the approver's account too: a privilege that is gone cannot be used by anybody
    private static final String IN_FORCE =
            """
            (ended_at IS NULL AND until_at > :now AND approver IN
                (SELECT name FROM user_account WHERE role IN ('APPROVER', 'ADMIN')))""";

    private static final String SELECT =
            "SELECT delegation.*, " + IN_FORCE + " AS in_force FROM delegation ";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AuditTrail trail;

    DelegationTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.trail = new AuditTrail(jdbc, clock);
    }

    /** What others have delegated to somebody, and may be used now; the oldest first. */
    List<Caller.Delegated> inForceTo(String delegate) {
        return jdbc.sql(
                        """
                        SELECT approver, until_at, accept_limit, accept_projects FROM delegation
                        JOIN user_account ON user_account.name = delegation.approver
                        WHERE delegate = :delegate AND until_at > :now AND ended_at IS NULL
                            AND user_account.role IN ('APPROVER', 'ADMIN')
                        ORDER BY delegation.id""")
                .param("delegate", delegate)
                .param("now", Moments.now(clock))
                .query(
                        (row, number) ->
                                new Caller.Delegated(
                                        row.getString("approver"),
                                        Limits.of(row),
                                        Moments.of(row, "until_at")))
                .list();
    }

    /**
     * Newest first.
     *
     * @param name only those from or to this one; null: all
     * @param inForce whether only those that may be used now
     */
    List<Delegation> list(String name, boolean inForce) {
        return jdbc.sql(
                        SELECT
                                + "WHERE "
                                + (name == null
                                        ? "1 = 1"
                                        : "(approver = :name OR delegate = :name)")
                                + (inForce ? " AND " + IN_FORCE : "")
                                + " ORDER BY id DESC")
                .param("name", name)
                .param("now", Moments.now(clock))
                .query(Delegation::of)
                .list();
    }

    Optional<Delegation> find(long id) {
        return jdbc.sql(SELECT + "WHERE id = :id")
                .param("id", id)
                .param("now", Moments.now(clock))
                .query(Delegation::of)
                .optional();
    }

    Optional<Delegation> between(String approver, String delegate) {
        return list(approver, true).stream()
                .filter(one -> one.approver().equals(approver) && one.delegate().equals(delegate))
                .findFirst();
    }

    long insert(String approver, String delegate, Instant until, String reason, Caller by) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        INSERT INTO delegation (approver, delegate, until_at, reason, created_by, created_at)
                        VALUES (:approver, :delegate, :until, :reason, :by, :now)""")
                .param("approver", approver)
                .param("delegate", delegate)
                .param("until", Moments.column(until))
                .param("reason", reason)
                .param("by", by.name())
                .param("now", Moments.now(clock))
                .update(key, "id");
        long id = key.getKey().longValue();
        tell(by, "Made: " + reason, id, approver, delegate, until);
        return id;
    }

    void end(long id, Caller by) {
        end("id = :what", id, "Ended.", by);
    }

    /** What somebody has delegated ends with the role. */
    void endFrom(String approver, Caller by) {
        end("approver = :what", approver, "Ended: " + approver + " may not accept any more.", by);
    }

    /** What was delegated by or to somebody ends with the account. */
    void endOf(String name, Caller by) {
        end("(approver = :what OR delegate = :what)", name, "Ended: " + name + " was deleted.", by);
    }

    /** What was delegated to a token ends with it. */
    void endTo(String delegate, Caller by) {
        end("delegate = :what", delegate, "Ended: " + delegate + " was deleted.", by);
    }

    private void end(String which, Object what, String action, Caller by) {
        OffsetDateTime now = Moments.now(clock);
        List<Delegation> ended =
                jdbc.sql(
                                SELECT
                                        + "WHERE ended_at IS NULL AND until_at > :now AND "
                                        + which
                                        + " ORDER BY id FOR UPDATE")
                        .param("what", what)
                        .param("now", now)
                        .query(Delegation::of)
                        .list();
        for (Delegation one : ended) {
            jdbc.sql("UPDATE delegation SET ended_at = :now, ended_by = :by WHERE id = :id")
                    .param("id", Long.valueOf(one.id()))
                    .param("now", now)
                    .param("by", by.name())
                    .update();
            tell(by, action, Long.parseLong(one.id()), one.approver(), one.delegate(), one.until());
        }
    }

    /** Belongs to the transaction of the change, as every entry does. */
    private void tell(
            Caller by, String action, long id, String approver, String delegate, Instant until) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("approver", approver);
        detail.put("delegate", delegate);
        detail.put("until", until);
        trail.administration(by, "delegation " + id, action, detail);
    }
}
