package io.ccobridge.flow;

import io.ccobridge.changeorder.Silence;
import io.ccobridge.queue.Call;
import io.ccobridge.queue.Claim;
import io.ccobridge.queue.ExportQueue;
import io.ccobridge.queue.ExportQueue.Next;
import io.ccobridge.queue.Reply;
import io.ccobridge.spectrum.Answer;
import io.ccobridge.spectrum.AnswerCode;
import io.ccobridge.spectrum.Answers;
import io.ccobridge.spectrum.Envelopes;
import io.ccobridge.spectrum.Planner;
import io.ccobridge.spectrum.Silences;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route that exports: claims from the queue, calls for Spectrum, answers back to
 * the queue.
 */
public final class Exporter {

    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);
    private static final String METHOD = "ARChangeRequest";
    private static final Duration PAUSE_AFTER_OWN_FAILURE = Duration.ofSeconds(5);

    /** Characters of an answer that are kept to be looked at; a good one has a few hundred. */
    private static final int MOST_KEPT = 100_000;

    private final ExportQueue queue;
    private final Envelopes envelopes;
    private final String authorizationId;
    private final int atOnce;
    private final MeterRegistry metrics;
    private final AtomicInteger inHand = new AtomicInteger();

    /**
     * @param atOnce exports that may be under way on this node; as many again wait in memory for a
     *     free place
     * @param metrics where calls are counted and timed, by outcome
     */
    public Exporter(
            ExportQueue queue,
            Envelopes envelopes,
            String authorizationId,
            int atOnce,
            MeterRegistry metrics) {
        this.queue = queue;
        this.envelopes = envelopes;
        this.authorizationId = authorizationId;
        this.atOnce = atOnce;
        this.metrics = metrics;
    }

    /** As many due exports as this node has room for. */
    public List<Claim> claim() {
        List<Claim> claims = queue.claim(2 * atOnce - inHand.get());
        inHand.addAndGet(claims.size());
        return claims;
    }

    public Round start(Claim claim) {
        return new Round(claim);
    }

    /** The next call of the round, its attempt written; null when the round is over. */
    public Call next(Round round) {
        if (round.over) {
            return null;
        }
        return queue.nextCall(
                        round.claim,
                        (header, sum) ->
                                envelopes.masked(METHOD, Planner.call(header, sum), round.guid))
                .orElse(null);
    }

    /** What goes over the wire; the clock of the call starts with it. */
    public String envelope(Call call, Round round) {
        round.startedAt = System.nanoTime();
        return envelopes.render(
                METHOD, Planner.call(call.header(), call.sum()), authorizationId, round.guid);
    }

    /**
     * Records what came of a call.
     *
     * @param answer Spectrum's, as text; or what was thrown instead of it
     */
    public void record(Call call, Round round, int httpStatus, Object answer) {
        Optional<Silence> silence = Silences.in(httpStatus, answer);
        if (answer instanceof Throwable thrown) {
            record(call, round, Answers.failure(thrown), silence, thrown.toString());
        } else {
            String body = answer == null ? "" : answer.toString();
            record(
                    call.answered(new Reply(httpStatus, AnswerCode.of(body))),
                    round,
                    Answers.read(METHOD, httpStatus, body),
                    silence,
                    "HTTP " + httpStatus + "\n" + body);
        }
    }

    /** Whether it is to be found out if Spectrum itself is silent, or only to these calls. */
    public boolean inDoubt(Round round) {
        return round.inDoubt;
    }

    /**
     * What came of a question that changes nothing.
     *
     * @param call that was in doubt
     * @param answer Spectrum's, as text; or what was thrown instead of it
     */
    public void asked(Call call, int httpStatus, Object answer) {
        Silences.in(httpStatus, answer)
                .ifPresentOrElse(queue::questionUnheard, () -> queue.questionHeard(call));
    }

    /**
     * Something of our own failed: whatever was sent is repeated under the same key, after a pause.
     */
    public void broken(Round round, Throwable thrown) {
        LOG.error("Change order {}: the export was cut off", round.claim.changeOrderId(), thrown);
        queue.release(round.claim, PAUSE_AFTER_OWN_FAILURE);
    }

    /** The round has its place free again. */
    public void end() {
        inHand.decrementAndGet();
    }

    private void record(
            Call call, Round round, Answer answer, Optional<Silence> silence, String response) {
        Duration took = Duration.ofNanos(System.nanoTime() - round.startedAt);
        metrics.timer("cco.bridge.export.calls", "outcome", answer.category()).record(took);
        // before what follows from it is logged
        LOG.info(
                "Change order {} line {}: {} in {} ms{}",
                call.claim().changeOrderId(),
                call.position(),
                answer.category(),
                took.toMillis(),
                answer instanceof Answer.Accepted ? "" : " (" + answer.message() + ")");
        String masked = kept(response.replace(authorizationId, "***"));
        Next next;
        if (answer instanceof Answer.Accepted) {
            next = queue.accepted(call, masked, took);
        } else if (answer instanceof Answer.Rejected rejected) {
            next = queue.rejected(call, rejected.column(), rejected.message(), masked, took);
        } else if (answer instanceof Answer.Misconfigured misconfigured) {
            next = queue.refused(call, misconfigured.message(), masked, took);
        } else if (answer instanceof Answer.SessionExpired expired && !round.renewed) {
            round.renewed = true;
            round.guid = UUID.randomUUID().toString();
            next = queue.atOnce(call, expired.message(), masked, took);
        } else if (silence.isPresent()) {
            next =
                    queue.unheard(
                            call,
                            answer.category(),
                            answer.perhapsTaken(),
                            silence.get(),
                            answer.message(),
                            masked,
                            took);
        } else if (answer instanceof Answer.Unknown unknown) {
            next = queue.unknown(call, unknown.message(), masked, took);
        } else {
            next = queue.later(call, answer.perhapsTaken(), answer.message(), masked, took);
        }
        round.over = next != Next.GO_ON;
        round.inDoubt = next == Next.STOP_AND_ASK;
    }

    private static String kept(String response) {
        return response.length() <= MOST_KEPT
                ? response
                : response.substring(0, MOST_KEPT)
                        + "\n(cut here; the answer has %,d characters)"
                                .formatted(response.length());
    }

    /** One go at a change order: the calls that follow each other under one GUID. */
    public static final class Round {
        private final Claim claim;
        private String guid = UUID.randomUUID().toString();
        private boolean renewed;
        private boolean over;
        private boolean inDoubt;
        private long startedAt;

        private Round(Claim claim) {
            this.claim = claim;
        }
    }
}
