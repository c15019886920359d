package io.ccobridge.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who acts for whom, and until when. While a delegation is in force the delegate has the role of an
 * approver with that approver's limits. What was delegated is not passed on, and ends with the
 * approver's role.
 */
public final class Delegations {

    private static final Logger LOG = LoggerFactory.getLogger(Delegations.class);

    private static final Set<Role> ADMINS = Set.of(Role.ADMIN);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DelegationTable table;
    private final Clock clock;

    public Delegations(DataSource dataSource, Clock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.table = new DelegationTable(jdbc, clock);
        this.clock = clock;
    }

    /**
     * The delegations, newest first: to an admin all, to others those from or to themselves.
     *
     * @param query {@code view}: {@code all} for those that are over, too
     */
    public Map<String, List<Delegation>> list(Map<String, String> query, Caller by) {
        return Map.of(
                "items",
                table.list(by.hasOwn(ADMINS) ? null : by.name(), !"all".equals(query.get("view"))));
    }

    /** Those in force from or to somebody, newest first. */
    public List<Delegation> inForceOf(Caller caller) {
        return table.list(caller.name(), true);
    }

    /**
     * Lets one act for another.
     *
     * @param wanted {@code {approver?, delegate, until, reason}}; without an approver it is the
     *     caller
     * @throws Refusal 403 when it is not the caller's to give; 409 when there is one; 422
     */
    public Delegation create(JsonNode wanted, Caller by) {
        String approver =
                wanted.hasNonNull("approver") ? wanted.get("approver").textValue() : by.name();
        String delegate = wanted.get("delegate").textValue();
        mayDelegate(approver, by);
        Instant until = Moments.future("until", wanted.get("until").textValue(), clock);
        if (approver.equals(delegate)) {
            throw Refusal.invalid("delegate", "Nobody can act for themselves; name another.");
        }
        Delegation made =
                transaction.execute(
                        status -> {
                            lock(approver, delegate);
                            isApprover(approver);
                            isKnown(delegate);
                            table.between(approver, delegate)
                                    .ifPresent(
                                            one -> {
                                                throw Refusal.conflict(
                                                        delegate
                                                                + " acts for "
                                                                + approver
                                                                + " already, until "
                                                                + one.until()
                                                                + "; remove delegation "
                                                                + one.id()
                                                                + " first.");
                                            });
                            long id = table.insert(approver, delegate, until, reason(wanted), by);
                            return table.find(id).orElseThrow();
                        });
        LOG.info("{} acts for {} until {}, by {}", delegate, approver, until, by.name());
        return made;
    }

    /**
     * Ends a delegation now; what is over stays over.
     *
     * @throws Refusal 404, or 403 when it is not the caller's
     */
    public void delete(String id, Caller by) {
        Delegation delegation =
                table.find(Long.parseLong(id))
                        .orElseThrow(() -> Refusal.unknown("There is no delegation " + id + "."));
        if (!by.hasOwn(ADMINS) && !is(delegation.approver(), by)) {
            throw Refusal.forbidden(
                    "Delegation "
                            + id
                            + " is "
                            + delegation.approver()
                            + "'s; "
                            + delegation.approver()
                            + " or an admin can remove it.");
        }
        transaction.executeWithoutResult(status -> table.end(Long.parseLong(id), by));
        LOG.info(
                "{} acts for {} no longer, by {}",
                delegation.delegate(),
                delegation.approver(),
                by.name());
    }

    private static void mayDelegate(String approver, Caller by) {
        if (by.hasOwn(ADMINS)) {
            return;
        }
        if (!by.hasOwn(Caller.APPROVERS)) {
            throw Refusal.forbidden("What was delegated to you cannot be passed on.");
        }
        if (!is(approver, by)) {
            throw Refusal.forbidden(
                    "You may delegate your own privilege only, as a user; an admin may delegate"
                            + " anybody's.");
        }
    }

    private static String reason(JsonNode wanted) {
        String reason = wanted.get("reason").textValue().strip();
        if (reason.codePoints()
                .anyMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE)) {
            throw Refusal.invalid("reason", "The reason has a character that cannot be kept.");
        }
        return reason;
    }

    private static boolean is(String user, Caller by) {
        return by.kind() == Caller.Kind.USER && by.name().equals(user);
    }

    /**
     * Neither is changed or removed until this transaction has ended. In one order, so that two of
     * them never wait for each other.
     */
    private void lock(String approver, String delegate) {
        Stream.of(approver, delegate).sorted().forEach(name -> lockIn("user_account", name));
        lockIn("api_token", delegate);
    }

    private void lockIn(String table, String name) {
        jdbc.sql("SELECT name FROM " + table + " WHERE name = :name FOR UPDATE")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    private void isApprover(String name) {
        Optional<Role> role =
                jdbc.sql("SELECT role FROM user_account WHERE name = :name")
                        .param("name", name)
                        .query(String.class)
                        .optional()
                        .map(Role::valueOf);
        if (role.isEmpty()) {
            throw Refusal.invalid("approver", "There is no user " + name + ".");
        }
        if (!Caller.APPROVERS.contains(role.get())) {
            throw Refusal.invalid(
                    "approver",
                    name
                            + " has the role "
                            + role.get().word()
                            + "; only what an approver or admin may accept can be delegated.");
        }
    }

    private void isKnown(String name) {
        if (jdbc.sql(
                                """
                        SELECT COUNT(*) FROM
                            (SELECT name FROM user_account WHERE name = :name
                             UNION ALL SELECT name FROM api_token WHERE name = :name) account""")
                        .param("name", name)
                        .query(Long.class)
                        .single()
                == 0) {
            throw Refusal.invalid("delegate", "There is no user or token " + name + ".");
        }
    }
}
