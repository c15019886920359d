package io.ccobridge.queue;

import io.ccobridge.changeorder.Silence;
import io.ccobridge.queue.Circuit.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether exports may go, how many, and whether what came of them counts. In this order: a pause by
 * hand and a maintenance window let nothing through, no probe either; an open circuit lets one
 * probe through every interval; after any of the three, what has waited drains at a set rate.
 *
 * <p>The circuit opens at once when Spectrum refuses us. It opens for an outage when, since
 * Spectrum was heard last, so many attempts (setting spectrum.outage-after) had no answer, and
 *
 * <ul>
 *   <li>nothing of the change order had been sent in any of that many: a refused connection is no
 *       change order's doing, so a single one is enough to tell; or
 *   <li>they are attempts of that many different change orders; or
 *   <li>they are attempts of two or more, and a harmless question got no answer either.
 * </ul>
 *
 * What the outage cost until then is given back. One change order that alone gets 5xx or no answer
 * never opens it: that may be its own doing, so its attempts count and end in the dead letter.
 * While a backlog drains, less is needed to open it again: one attempt that could not be sent, or
 * two change orders in a row without an answer. Those two count, so that change orders that
 * Spectrum chokes on cannot keep the others waiting for ever.
 *
 * <p>Nor can they when nothing else waits: a probe that was sent and not answered counts when all
 * that wait have been probed before it in vain, and a harmless question is answered all the same.
 * Of thousands that wait for a part of Spectrum to come back, it is hours until that is so.
 */
public final class ExportGate {

    /**
     * @param outageAfter attempts without an answer, 2 or more
     * @param drainRate starts a second, of all nodes together
     */
    public record Rules(
            Duration probeInterval,
            int outageAfter,
            BigDecimal drainRate,
            MaintenanceWindows windows) {

        /** The defaults of the settings. */
        static Rules usual(Duration probeInterval) {
            return new Rules(probeInterval, 5, BigDecimal.TEN, MaintenanceWindows.NONE);
        }
    }

    /**
     * What may be claimed.
     *
     * @param probe one, to find out whether the circuit can be closed
     * @param draining whether these are all that the rate allows now
     */
    record Pass(int most, boolean probe, boolean draining) {
        static final Pass SHUT = new Pass(0, false, false);
    }

    /** What an attempt that failed means for its change order. */
    enum Verdict {
        COUNTS,
        /** It counts; a harmless question will tell whether the next one does. */
        COUNTS_IN_DOUBT,
        /** It was used up for finding out about an outage, which is nobody's doing. */
        DOES_NOT_COUNT,
        /** The same, unless a harmless question is answered: then it was its own doing. */
        DOES_NOT_COUNT_IN_DOUBT
    }

    private static final Logger LOG = LoggerFactory.getLogger(ExportGate.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Circuit circuit;
    private final Unanswered unanswered;
    private final Pauses pauses;
    private final Rules rules;
    private volatile Instant askAgainAt = Instant.MIN;

    public ExportGate(JdbcClient jdbc, TransactionTemplate transaction, Rules rules) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.circuit = new Circuit(jdbc);
        this.unanswered = new Unanswered(jdbc, transaction);
        this.pauses = new Pauses(jdbc);
        this.rules = rules;
    }

    // ---- before a call
    // -----------------------------------------------------------------------------------

    /**
     * @param patience how long a probe may take before another one goes
     */
    Pass ask(int most, Duration patience, Instant now) {
        Circuit.Row row = circuit.read();
        if (heldBack(row, now)) {
            // a pause by hand has held them, and said so, already
            if (!row.held() && circuit.hold()) {
                LOG.info(
                        rules.windows()
                                .at(now)
                                .map(ExportGate::maintenance)
                                .orElse("No export starts: exports are paused"));
            }
            return Pass.SHUT;
        }
        if (row.held()) {
            boolean first =
                    Boolean.TRUE.equals(
                            transaction.execute(
                                    status -> {
                                        pauses.end(now);
                                        return circuit.letGo(now);
                                    }));
            if (first) {
                LOG.info(
                        "The pause or maintenance window is over; what has waited goes out, {} a second",
                        rules.drainRate());
            }
            row = circuit.read();
        }
        if (!row.closed()) {
            if (row.unanswered()) {
                unanswered.giveBack(now);
            }
            return circuit.takeProbe(now, patience) ? new Pass(1, true, false) : Pass.SHUT;
        }
        return row.drainingSince() == null
                ? new Pass(most, false, false)
                : new Pass(circuit.takeStarts(row, most, rules.drainRate(), now), false, true);
    }

    /** What became of a pass. */
    void used(Pass pass, int claimed, Instant now) {
        if (claimed >= pass.most()) {
            return;
        }
        if (pass.probe()) {
            foundNothing(now);
        } else if (pass.draining() && !anyDue(now)) {
            circuit.drained();
            LOG.info("What had waited has been started; exports start as they come again");
        }
    }

    /** Whether a claim that is in hand must not make its next call now. */
    boolean stops(Claim claim, Instant now) {
        Circuit.Row row = circuit.read();
        if (heldBack(row, now)) {
            if (claim.probe()) {
                circuit.stayOpen(now);
            }
            return true;
        }
        return !row.closed() && !claim.probe();
    }

    private static String maintenance(MaintenanceWindows.Span window) {
        return "No export starts until "
                + window.end()
                + ": a maintenance window (setting maintenance.windows)";
    }

    private boolean heldBack(Circuit.Row row, Instant now) {
        boolean paused =
                row.paused() && (row.pausedUntil() == null || row.pausedUntil().isAfter(now));
        return paused || rules.windows().at(now).isPresent();
    }

    private boolean anyDue(Instant now) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT 1 FROM export_work
                            WHERE due_at <= :now AND (lease_until IS NULL OR lease_until < :now))""")
                .param("now", ChangeOrderTable.time(now))
                .query(Boolean.class)
                .single();
    }

    /** This node starts anew: a probe that it had in hand is over. */
    void restarted(Instant now) {
        circuit.stayOpen(now);
    }

    // ---- after a call; each belongs to the transaction that records the answer
    // ----------------------------------

    /**
     * Spectrum answered.
     *
     * @param good it took the call or rejected its values: it has us again
     */
    Verdict heard(Claim claim, boolean good, Instant now) {
        Circuit.Row seen = circuit.read();
        if (seen.closed() && !seen.unanswered()) {
            return Verdict.COUNTS;
        }
        Circuit.Row row = circuit.lock();
        if (row.closed()) {
            unanswered.clear();
            return Verdict.COUNTS;
        }
        if (good || row.kind() == Kind.OUTAGE) {
            unanswered.clear();
            circuit.close(now);
            LOG.info(
                    "Spectrum answers again; what has waited goes out, {} a second",
                    rules.drainRate());
            return Verdict.COUNTS;
        }
        return undecided(claim, now);
    }

    /** Spectrum was not heard. */
    Verdict unheard(Claim claim, Silence silence, Instant now) {
        Circuit.Row row = circuit.lock();
        if (!row.closed()) {
            if (row.kind() == Kind.OUTAGE) {
                circuit.openFor(Kind.OUTAGE, reason(silence));
            }
            Verdict verdict = undecided(claim, now);
            return row.kind() == Kind.OUTAGE
                            && claim.probe()
                            && !silence.beforeSending()
                            && probedSince(row.since(), claim)
                    ? Verdict.DOES_NOT_COUNT_IN_DOUBT
                    : verdict;
        }
        boolean draining = row.drainingSince() != null;
        Unanswered.Sums sums = unanswered.add(claim, silence.beforeSending());
        if (sums.unsent() >= (draining ? 1 : rules.outageAfter())
                || !draining && sums.changeOrders() >= rules.outageAfter()) {
            open(Kind.OUTAGE, reason(silence), now);
            return Verdict.DOES_NOT_COUNT;
        }
        if (draining && sums.changeOrders() >= 2) {
            unanswered.clear();
            open(Kind.OUTAGE, reason(silence), now);
            return Verdict.COUNTS;
        }
        boolean doubt = sums.changeOrders() >= 2 && sums.failures() >= rules.outageAfter();
        if (doubt && !now.isBefore(askAgainAt)) {
            askAgainAt = now.plus(rules.probeInterval());
            return Verdict.COUNTS_IN_DOUBT;
        }
        return Verdict.COUNTS;
    }

    /** Whoever was not probed yet comes first: then all that wait have been. */
    private boolean probedSince(Instant opened, Claim claim) {
        return jdbc.sql(
                                """
                        SELECT COUNT(*) FROM export_work
                        WHERE change_order_id = :id AND probed_at >= :opened""")
                        .param("id", claim.changeOrderId())
                        .param("opened", ChangeOrderTable.time(opened))
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /**
     * After {@link Verdict#DOES_NOT_COUNT_IN_DOUBT} a harmless question was answered.
     *
     * @return false when the circuit has moved on meanwhile
     */
    boolean ownDoing() {
        Circuit.Row row = circuit.lock();
        if (row.closed() || row.kind() != Kind.OUTAGE) {
            return false;
        }
        circuit.openFor(
                Kind.OUTAGE,
                bare(row.reason())
                        + "; other questions are answered, so that it may be the change orders that"
                        + " wait, and their attempts count.");
        return true;
    }

    /** In the transaction of {@link #ownDoing}: with the last of them gone, nothing is wrong. */
    void closeWhenNothingWaits(Instant now) {
        boolean any =
                jdbc.sql("SELECT EXISTS (SELECT 1 FROM export_work)").query(Boolean.class).single();
        if (!any) {
            unanswered.clear();
            circuit.close(now);
            LOG.info("Spectrum answers; those that it did not answer are in the dead letters");
        }
    }

    private static String bare(String reason) {
        return reason.replaceFirst("(;.*|\\.)$", "");
    }

    /**
     * Spectrum refuses us, whatever we send.
     *
     * @return true when that is news
     */
    boolean refused(Claim claim, String message, Instant now) {
        Circuit.Row row = circuit.lock();
        unanswered.clear();
        if (row.closed()) {
            open(Kind.REFUSAL, message, now);
            return true;
        }
        boolean news = row.kind() == Kind.OUTAGE;
        circuit.openFor(Kind.REFUSAL, message);
        undecided(claim, now);
        return news;
    }

    private Verdict undecided(Claim claim, Instant now) {
        if (claim.probe()) {
            foundNothing(now);
        }
        return Verdict.DOES_NOT_COUNT;
    }

    /** The probe is over and told nothing. */
    void foundNothing(Instant now) {
        circuit.stayOpen(now.plus(rules.probeInterval()));
    }

    /** In a transaction of its own: a harmless question got no answer either. */
    void questionUnheard(Silence silence, Instant now) {
        transaction.executeWithoutResult(
                status -> {
                    // heard meanwhile: then it was no outage
                    Circuit.Row row = circuit.lock();
                    if (row.closed() && row.unanswered()) {
                        open(Kind.OUTAGE, reason(silence), now);
                    }
                });
    }

    private void open(Kind kind, String reason, Instant now) {
        circuit.open(kind, reason, now, now.plus(rules.probeInterval()));
        LOG.warn(
                "{}. Exports wait, and one goes every {} s to find out; run \"cco-bridge doctor\" to see"
                        + " what is wrong",
                (kind == Kind.OUTAGE ? reason : "Spectrum refuses us: " + reason)
                        .replaceFirst("\\.$", ""),
                rules.probeInterval().toSeconds());
    }

    private static String reason(Silence silence) {
        return "Spectrum does not answer: " + silence.words() + ".";
    }
}
