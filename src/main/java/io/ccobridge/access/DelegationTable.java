package io.ccobridge.access;

import io.ccobridge.changeorder.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
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

    DelegationTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
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
        return key.getKey().longValue();
    }

    void end(long id, Caller by) {
        end("id = :what", id, by);
    }

    /** What somebody has delegated ends with the role. */
    void endFrom(String approver, Caller by) {
        end("approver = :what", approver, by);
    }

    /** What was delegated to somebody ends with the account. */
    void endTo(String delegate, Caller by) {
        end("delegate = :what", delegate, by);
    }

    private void end(String which, Object what, Caller by) {
        OffsetDateTime now = Moments.now(clock);
        jdbc.sql(
                        "UPDATE delegation SET ended_at = :now, ended_by = :by"
                                + " WHERE ended_at IS NULL AND until_at > :now AND "
                                + which)
                .param("what", what)
                .param("now", now)
                .param("by", by.name())
                .update();
    }
}
