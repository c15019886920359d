package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.storable;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Silence;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.queue.AttemptTable.Ending;
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

    private final TransactionTemplate transaction;
    private final Claims claims;
    private final ExportLines lines;
    private final StoredExports stored;
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
        this.transaction = transaction;
        this.claims = new Claims(jdbc, postgres);
        this.lines = new ExportLines(jdbc);
        this.stored = new StoredExports(jdbc);
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
        return claims.giveBackAllOf(rules.node());
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
        List<Claim> taken = take(pass, now);
        gate.used(pass, taken.size(), now);
        return taken;
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
                    if (!claims.hold(claim, now.plus(rules.lease()))) {
                        return Optional.empty();
                    }
                    if (gate.stops(claim, now)) {
                        claims.giveBack(claim);
                        return Optional.empty();
                    }
                    return lines.next(claim.exportId())
                            .map(line -> begin(claim, line, request, now));
                });
    }

    private Call begin(
            Claim claim,
            ExportLines.Line line,
            BiFunction<Map<String, String>, Sum, String> request,
            Instant now) {
        Map<String, String> header = stored.header(claim.exportId());
        long attempt =
                attempts.begin(
                        claim,
                        line.position(),
                        request.apply(header, line.sum()),
                        rules.node(),
                        now);
        return new Call(claim, attempt, line.position(), header, line.sum());
    }

    /** Spectrum holds the line. After the last one the change order is synced. */
    public Next accepted(Call call, String response, Duration took) {
        return record(
                call,
                (row, now) -> {
                    attempts.answer(call, Ending.accepted(response, took));
                    lines.mark(call, ExportLines.State.DONE);
                    gate.heard(call.claim(), true, now);
                    if (lines.next(call.claim().exportId()).isPresent()) {
                        return Next.GO_ON;
                    }
                    claims.finish(call.claim());
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
                    attempts.answer(call, Ending.refused("business", message, response, took));
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
                    attempts.answer(call, Ending.refused("configuration", message, response, took));
                    if (!gate.refused(call.claim(), storable(message), now)) {
                        // one row tells of the outage; a probe every few seconds would bury it
                        attempts.forget(call);
                    }
                    claims.giveBackProbed(call.claim(), now);
                    if (!call.claim().probe()) {
                        // it may be its own doing: the others come first
                        claims.last(call.claim(), now);
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
                            Ending.refused("transient", message, response, took),
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
        return again(call, new Ending("transient", perhapsTaken, message, response, took), null);
    }

    /** Nobody knows whether Spectrum has taken it: the same key and the same payload go again. */
    public Next unknown(Call call, String message, String response, Duration took) {
        return again(call, new Ending("unknown", true, message, response, took), null);
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
        return again(call, new Ending(category, perhapsTaken, message, response, took), silence);
    }

    /** After {@link Next#STOP_AND_ASK}: a harmless question got no answer either. */
    public void questionUnheard(Silence silence) {
        gate.questionUnheard(silence, moves.now());
    }

    /**
     * @param silence null when Spectrum was heard
     */
    private Next again(Call call, Ending ending, Silence silence) {
        return record(
                call,
                (row, now) -> {
                    Claim claim = call.claim();
                    if (ending.perhapsTaken()) {
                        lines.mark(call, ExportLines.State.UNKNOWN);
                    }
                    ExportGate.Verdict verdict =
                            silence == null
                                    ? gate.heard(claim, false, now)
                                    : gate.unheard(claim, silence, now);
                    boolean inDoubt = verdict == ExportGate.Verdict.DOES_NOT_COUNT_IN_DOUBT;
                    if (inDoubt || verdict == ExportGate.Verdict.DOES_NOT_COUNT) {
                        attempts.answer(call, ending);
                        if (claim.probe() && silence != null && silence.beforeSending()) {
                            // nothing was sent that an attempt would have to tell of
                            attempts.forget(call);
                        }
                        claims.giveBackProbed(claim, now);
                        return inDoubt ? Next.STOP_AND_ASK : Next.STOP;
                    }
                    attempts.answer(call, ending);
                    if (!count(call, row, ending.outcome(), ending.message(), now)) {
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
        claims.repeat(call.claim(), next, failures);
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
                    if (!claims.untouchedSince(call.claim()) || !gate.ownDoing()) {
                        return;
                    }
                    AttemptTable.Answered answered = attempts.answered(call);
                    if (!count(call, row, answered.outcome(), answered.message(), now)) {
                        gate.closeWhenNothingWaits(now);
                    }
                });
    }

    /** Gives a claim back untried, or after a failure of our own: it is due again after a pause. */
    public void release(Claim claim, Duration pause) {
        claims.putOff(claim, moves.now().plus(pause));
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
                    if (!claims.hold(call.claim(), now.plus(rules.lease()))) {
                        LOG.warn(
                                "Change order {}: the claim was lost during a call; another one"
                                        + " repeats it",
                                row.id());
                        return Next.STOP;
                    }
                    return recording.apply(row, now);
                });
    }

    private void fail(
            ChangeOrderRow row,
            Claim claim,
            String category,
            String column,
            String message,
            Instant now) {
        claims.finish(claim);
        deadLetters.open(
                row.id(),
                claim.exportId(),
                category,
                column,
                storable(message),
                lines.total(claim.exportId()),
                now);
        move(row, State.FAILED_TO_EXPORT, 1, message, now);
        LOG.warn(
                "Change order {} ({}): failed to export, it is in the dead letters; {}{}: {}",
                row.id(),
                row.changeRequestNumber(),
                category,
                column == null || column.isEmpty() ? "" : ", " + column,
                message);
    }

    private void move(ChangeOrderRow row, State to, int rounds, String reason, Instant now) {
        changeOrders.update(
                row.id(),
                Map.of("state", to.name(), "attempts", row.attempts() + rounds),
                true,
                now);
        changeOrders.audit(row.id(), row.state(), to, Caller.SYSTEM.name(), reason, null, now);
    }
}
