package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.storable;
import static io.ccobridge.queue.ChangeOrderTable.time;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Silence;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The exports that are due. Claim in one short transaction, write the attempt before the first byte
 * leaves, call without a transaction, record the answer in another. Whoever lost its claim
 * meanwhile records nothing: the next one repeats the call with the same key and the same payload,
 * which to Spectrum is the same record.
 */
public final class ExportQueue {

    private static final Logger LOG = LoggerFactory.getLogger(ExportQueue.class);

    /** What is left of the round. */
    public enum Next {
        /** The next line can be called. */
        GO_ON,
        /** This change order is done, failed, or waits; the claim is given back. */
        STOP,
        /** The same, and several in a row had no answer: is it Spectrum, or these? */
        STOP_AND_ASK
    }

    /**
     * @param lease how long a claim holds without a sign of life; longer than any one call
     * @param maxAttempts failed attempts before the dead letter, 1 or more
     */
    public record Rules(
            String node,
            Duration lease,
            int maxAttempts,
            Backoff backoff,
            Duration probeInterval) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Claims claims;
    private final ExportGate gate;
    private final ChangeOrderTable changeOrders;
    private final Moves moves;
    private final AttemptTable attempts;
    private final DeadLetterTable deadLetters;
    private final Rules rules;
    private final RandomGenerator random;

    /**
     * @param postgres whether the database is PostgreSQL; otherwise it is H2
     */
    public ExportQueue(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            boolean postgres,
            Rules rules,
            Clock clock,
            RandomGenerator random) {
        this(
                jdbc,
                transaction,
                postgres,
                rules,
                new ExportGate(jdbc, transaction, ExportGate.Rules.usual(rules.probeInterval())),
                clock,
                random);
    }

    /**
     * @param gate whether and how many exports may go; its probe interval is the one that counts
     */
    public ExportQueue(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            boolean postgres,
            Rules rules,
            ExportGate gate,
            Clock clock,
            RandomGenerator random) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.claims = new Claims(jdbc, postgres);
        this.gate = gate;
        this.changeOrders = new ChangeOrderTable(jdbc);
        this.moves = new Moves(changeOrders, clock);
        this.attempts = new AttemptTable(jdbc);
        this.deadLetters = new DeadLetterTable(jdbc);
        this.rules = rules;
        this.random = random;
    }

    /** Gives back what this node had in hand when it was cut off. */
    public int releaseOwn() {
        gate.restarted(moves.now());
        return jdbc.sql("UPDATE export_work SET lease_until = NULL WHERE node = :node")
                .param("node", rules.node())
                .update();
    }

    /** As many exports as are due and may go now, at most so many; see {@link ExportGate}. */
    public List<Claim> claim(int most) {
        if (most < 1) {
            return List.of();
        }
        Instant now = moves.now();
        ExportGate.Pass pass = gate.ask(most, rules.lease(), now);
        if (pass.most() == 0) {
            return List.of();
        }
        List<Claim> claims = take(pass, now);
        gate.used(pass, claims.size(), now);
        return claims;
    }

    private List<Claim> take(ExportGate.Pass pass, Instant now) {
        Instant lease = now.plus(rules.lease());
        long fence = random.nextLong();
        return transaction.execute(
                status ->
                        pass.probe()
                                ? claims.takeProbe(now, lease, rules.node(), fence)
                                : claims.take(pass.most(), now, lease, rules.node(), fence));
    }

    /**
     * The next line that Spectrum has not acknowledged, with its attempt row written; empty when
     * none is left, the claim was lost, or no call may be made now: then it is given back untried.
     *
     * @param request what will be sent, secrets masked, made from header and sum
     */
    public Optional<Call> nextCall(
            Claim claim, BiFunction<Map<String, String>, Sum, String> request) {
        return transaction.execute(
                status -> {
                    Instant now = moves.now();
                    if (!holds(claim, now.plus(rules.lease()))) {
                        return Optional.empty();
                    }
                    if (gate.stops(claim, now)) {
                        giveBack(claim);
                        return Optional.empty();
                    }
                    return jdbc.sql(
                                    """
                                    SELECT position, phase, cost_type, amount FROM export_line
                                    WHERE export_id = :export AND state <> 'DONE' ORDER BY position LIMIT 1""")
                            .param("export", claim.exportId())
                            .query(
                                    (row, number) -> {
                                        Map<String, String> header = header(claim.exportId());
                                        Sum sum =
                                                new Sum(
                                                        row.getString("phase"),
                                                        row.getString("cost_type"),
                                                        row.getBigDecimal("amount"));
                                        int position = row.getInt("position");
                                        return new Call(
                                                claim,
                                                attempts.begin(
                                                        claim,
                                                        position,
                                                        request.apply(header, sum),
                                                        rules.node(),
                                                        now),
                                                position,
                                                header,
                                                sum);
                                    })
                            .optional();
                });
    }

    /** Spectrum holds the line. After the last one the change order is synced. */
    public Next accepted(Call call, String response, Duration took) {
        return record(
                call,
                (row, now) -> {
                    attempts.answer(call, "accepted", null, response, took, null);
                    line(call, "DONE");
                    gate.heard(call.claim(), true, now);
                    if (openLines(call.claim().exportId()) > 0) {
                        return Next.GO_ON;
                    }
                    finish(call.claim());
                    move(row, State.SYNCED, 1, "Spectrum holds every line.", now);
                    LOG.info(
                            "Change order {}: synced as change request {}",
                            row.id(),
                            row.changeRequestNumber());
                    return Next.STOP;
                });
    }

    /** Spectrum says that the record is wrong: no repetition helps. */
    public Next rejected(Call call, String column, String message, String response, Duration took) {
        return record(
                call,
                (row, now) -> {
                    attempts.answer(call, "business", message, response, took, null);
                    gate.heard(call.claim(), true, now);
                    fail(row, call.claim(), "business", column, message, now);
                    return Next.STOP;
                });
    }

    /** Spectrum refuses us, whatever we send: the circuit opens, and the attempt is not counted. */
    public Next refused(Call call, String message, String response, Duration took) {
        return record(
                call,
                (row, now) -> {
                    attempts.answer(call, "configuration", message, response, took, null);
                    if (!gate.refused(call.claim(), storable(message), now)) {
                        // one row tells of the outage; a probe every few seconds would bury it
                        attempts.forget(call);
                    }
                    giveBackProbed(call.claim(), now);
                    if (!call.claim().probe()) {
                        // it may be its own doing: the others come first
                        due(call.claim(), now);
                    }
                    return Next.STOP;
                });
    }

    /**
     * Not taken for a reason that is gone at once, such as a session that had to be renewed;
     * nothing is counted.
     */
    public Next atOnce(Call call, String message, String response, Duration took) {
        return record(
                call,
                (row, now) -> {
                    attempts.answer(
                            call,
                            "transient",
                            message,
                            response,
                            took,
                            now,
                            "At once, with a new session; nothing is counted.");
                    return Next.GO_ON;
                });
    }

    /**
     * May be taken later.
     *
     * @param perhapsTaken true when nobody knows that it was not taken already
     */
    public Next later(
            Call call, boolean perhapsTaken, String message, String response, Duration took) {
        return again(call, "transient", perhapsTaken, null, message, response, took);
    }

    /** Nobody knows whether Spectrum has taken it: the same key and the same payload go again. */
    public Next unknown(Call call, String message, String response, Duration took) {
        return again(call, "unknown", true, null, message, response, took);
    }

    /**
     * Either of the two, and it was not Spectrum that was heard: that may be an outage, which uses
     * up no attempts.
     *
     * @param category transient or unknown
     */
    public Next unheard(
            Call call,
            String category,
            boolean perhapsTaken,
            Silence silence,
            String message,
            String response,
            Duration took) {
        return again(call, category, perhapsTaken, silence, message, response, took);
    }

    /** After {@link Next#STOP_AND_ASK}: a harmless question got no answer either. */
    public void questionUnheard(Silence silence) {
        gate.questionUnheard(silence, moves.now());
    }

    /**
     * @param silence null when Spectrum was heard
     */
    private Next again(
            Call call,
            String category,
            boolean perhapsTaken,
            Silence silence,
            String message,
            String response,
            Duration took) {
        return record(
                call,
                (row, now) -> {
                    Claim claim = call.claim();
                    if (perhapsTaken) {
                        line(call, "UNKNOWN");
                    }
                    ExportGate.Verdict verdict =
                            silence == null
                                    ? gate.heard(claim, false, now)
                                    : gate.unheard(claim, silence, now);
                    boolean inDoubt = verdict == ExportGate.Verdict.DOES_NOT_COUNT_IN_DOUBT;
                    if (inDoubt || verdict == ExportGate.Verdict.DOES_NOT_COUNT) {
                        attempts.answer(call, category, message, response, took, null);
                        if (claim.probe() && silence != null && silence.beforeSending()) {
                            // nothing was sent that an attempt would have to tell of
                            attempts.forget(call);
                        }
                        giveBackProbed(claim, now);
                        return inDoubt ? Next.STOP_AND_ASK : Next.STOP;
                    }
                    attempts.answer(call, category, message, response, took, null);
                    if (!count(call, row, category, message, now)) {
                        return Next.STOP;
                    }
                    return verdict == ExportGate.Verdict.COUNTS_IN_DOUBT
                            ? Next.STOP_AND_ASK
                            : Next.STOP;
                });
    }

    /**
     * One more failed attempt.
     *
     * @return false when it was the last: it is in the dead letters
     */
    private boolean count(
            Call call, ChangeOrderRow row, String category, String message, Instant now) {
        int failures = call.claim().attempts() + 1;
        if (failures >= rules.maxAttempts()) {
            fail(row, call.claim(), category, null, message, now);
            return false;
        }
        Instant next = now.plus(rules.backoff().after(failures, random));
        attempts.goesOn(call, next, rules.backoff().why(failures));
        jdbc.sql(
                        """
                        UPDATE export_work SET due_at = :next, attempts = :failures, lease_until = NULL
                        WHERE change_order_id = :id""")
                .param("next", time(next))
                .param("failures", failures)
                .param("id", row.id())
                .update();
        changeOrders.update(row.id(), Map.of("attempts", row.attempts() + 1), false, now);
        return true;
    }

    /**
     * After {@link Next#STOP_AND_ASK}: a harmless question was answered. A probe then was no
     * outage's doing, and counts.
     */
    public void questionHeard(Call call) {
        if (!call.claim().probe()) {
            return;
        }
        transaction.executeWithoutResult(
                status -> {
                    Instant now = moves.now();
                    long id = call.claim().changeOrderId();
                    ChangeOrderRow row = changeOrders.lock(id).orElseThrow();
                    if (!untouchedSince(call.claim()) || !gate.ownDoing()) {
                        return;
                    }
                    AttemptTable.Answered answered = attempts.answered(call);
                    if (!count(call, row, answered.outcome(), answered.message(), now)) {
                        gate.closeWhenNothingWaits(now);
                    }
                });
    }

    /** Nobody has taken it since this claim was given back. */
    private boolean untouchedSince(Claim claim) {
        return jdbc.sql(
                                """
                                SELECT COUNT(*) FROM export_work
                                WHERE change_order_id = :id AND fence = :fence AND lease_until IS NULL""")
                        .param("id", claim.changeOrderId())
                        .param("fence", claim.fence())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Gives a claim back untried, or after a failure of our own: it is due again after a pause. */
    public void release(Claim claim, Duration pause) {
        jdbc.sql(
                        """
                        UPDATE export_work SET lease_until = NULL, due_at = :next
                        WHERE change_order_id = :id AND fence = :fence""")
                .param("next", time(moves.now().plus(pause)))
                .param("id", claim.changeOrderId())
                .param("fence", claim.fence())
                .update();
        if (claim.probe()) {
            gate.foundNothing(moves.now());
        }
    }

    // ---- The parts of a record
    // -----------------------------------------------------------------------------------

    private interface Recording {
        Next apply(ChangeOrderRow row, Instant now);
    }

    private Next record(Call call, Recording recording) {
        return transaction.execute(
                status -> {
                    Instant now = moves.now();
                    ChangeOrderRow row =
                            changeOrders.lock(call.claim().changeOrderId()).orElseThrow();
                    if (!holds(call.claim(), now.plus(rules.lease()))) {
                        LOG.warn(
                                "Change order {}: the claim was lost during a call; another one"
                                        + " repeats it",
                                row.id());
                        return Next.STOP;
                    }
                    return recording.apply(row, now);
                });
    }

    private boolean holds(Claim claim, Instant leaseUntil) {
        return jdbc.sql(
                                """
                                UPDATE export_work SET lease_until = :lease
                                WHERE change_order_id = :id AND fence = :fence AND lease_until IS NOT NULL""")
                        .param("lease", time(leaseUntil))
                        .param("id", claim.changeOrderId())
                        .param("fence", claim.fence())
                        .update()
                == 1;
    }

    private void line(Call call, String state) {
        jdbc.sql(
                        "UPDATE export_line SET state = :state WHERE export_id = :export AND position"
                                + " = :position")
                .param("state", state)
                .param("export", call.claim().exportId())
                .param("position", call.position())
                .update();
    }

    private int openLines(long exportId) {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM export_line WHERE export_id = :export AND state <>"
                                + " 'DONE'")
                .param("export", exportId)
                .query(Integer.class)
                .single();
    }

    private void fail(
            ChangeOrderRow row,
            Claim claim,
            String category,
            String column,
            String message,
            Instant now) {
        finish(claim);
        BigDecimal total =
                jdbc.sql("SELECT total FROM export WHERE id = :id")
                        .param("id", claim.exportId())
                        .query(BigDecimal.class)
                        .single();
        deadLetters.open(
                row.id(), claim.exportId(), category, column, storable(message), total, now);
        move(row, State.FAILED_TO_EXPORT, 1, message, now);
        LOG.warn(
                "Change order {} ({}): failed to export, it is in the dead letters; {}{}: {}",
                row.id(),
                row.changeRequestNumber(),
                category,
                column == null || column.isEmpty() ? "" : ", " + column,
                message);
    }

    private void finish(Claim claim) {
        jdbc.sql("DELETE FROM export_work WHERE change_order_id = :id")
                .param("id", claim.changeOrderId())
                .update();
    }

    /** It is as due as it was before. */
    private void giveBack(Claim claim) {
        jdbc.sql("UPDATE export_work SET lease_until = NULL WHERE change_order_id = :id")
                .param("id", claim.changeOrderId())
                .update();
    }

    /** The same, and the next probe is another one's. */
    private void giveBackProbed(Claim claim, Instant now) {
        jdbc.sql(
                        "UPDATE export_work SET lease_until = NULL, probed_at = :now WHERE"
                                + " change_order_id = :id")
                .param("now", time(now))
                .param("id", claim.changeOrderId())
                .update();
    }

    private void due(Claim claim, Instant at) {
        jdbc.sql("UPDATE export_work SET due_at = :at WHERE change_order_id = :id")
                .param("at", time(at))
                .param("id", claim.changeOrderId())
                .update();
    }

    private void move(ChangeOrderRow row, State to, int rounds, String reason, Instant now) {
        changeOrders.update(
                row.id(),
                Map.of("state", to.name(), "attempts", row.attempts() + rounds),
                true,
                now);
        changeOrders.audit(row.id(), row.state(), to, Caller.SYSTEM.name(), reason, null, now);
    }

    private Map<String, String> header(long exportId) {
        String header =
                jdbc.sql("SELECT header FROM export WHERE id = :id")
                        .param("id", exportId)
                        .query(String.class)
                        .single();
        try {
            return Json.mapper().readValue(header, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("export " + exportId + " has an unreadable header", e);
        }
    }
}
