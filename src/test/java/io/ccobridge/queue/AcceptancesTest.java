package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.ANN;
import static io.ccobridge.queue.QueueFixture.NO_VENDOR;
import static io.ccobridge.queue.QueueFixture.PAT;
import static io.ccobridge.queue.QueueFixture.sum;
import static io.ccobridge.queue.QueueFixture.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.AcceptLimits;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two people for one decision, the time to think again, and what happens at the same moment. */
@ParameterizedClass
@EnumSource(Databases.Engine.class)
class AcceptancesTest {

    private static final Caller BOB = new Caller("bob", Set.of(Role.APPROVER));
    private static final Duration HOLD = Duration.ofMinutes(10);
    private static final int RACES = 15;

    @Parameter Databases.Engine engine;

    private static QueueFixture fixture;
    private static ExecutorService threads;
    private static long procoreId;

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        fixture =
                new QueueFixture(
                        engine, false, new ApprovalRules(true, new BigDecimal("1000.00"), HOLD));
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        threads.shutdownNow();
        fixture.close();
    }

    /** What one test has left to export is none of the next one's. */
    @AfterEach
    void clear() {
        fixture.jdbc.sql("DELETE FROM export_work").update();
        fixture.jdbc.sql("UPDATE circuit SET state = 'closed', next_probe_at = NULL").update();
    }

    // ---- Two people
    // ----------------------------------------------------------------------------------------

    @Test
    void aTotalBeyondTheAmountTakesTwoPeopleWhateverItsSign() {
        assertThat(accept(parked("1000.00"), ANN)).isEqualTo(State.ACCEPTED);
        assertThat(accept(parked("-1000.00"), ANN)).isEqualTo(State.ACCEPTED);
        assertThat(accept(parked("1000.01"), ANN)).isEqualTo(State.READY_TO_EXPORT);
        assertThat(accept(parked("-1000.01"), ANN)).isEqualTo(State.READY_TO_EXPORT);
    }

    @Test
    void whatTheFirstHasAcceptedIsExportedOnceAnotherPersonHasAcceptedTheSame() {
        Parked parked = parked("5000.00");
        int seen = parked.row().version();

        assertThat(accept(parked, ANN)).isEqualTo(State.READY_TO_EXPORT);

        assertThat(parked.row().version()).isEqualTo(seen + 1);
        assertThat(exports(parked)).isZero();
        assertThat(fixture.history(parked.id)).last().isEqualTo(stays("ann"));
        assertRefused(403, "You have accepted it already", () -> accept(parked, ANN));
        assertRefused(409, "you have seen version " + seen, () -> accept(parked, BOB, seen));

        assertThat(accept(parked, BOB)).isEqualTo(State.ACCEPTED);

        assertThat(exports(parked)).isOne();
        assertThat(lastReason(parked)).isEqualTo("Accepted. ann accepted it first.");
        assertThat(
                        fixture.jdbc
                                .sql(
                                        "SELECT first_accepted_by || ' ' || accepted_by FROM export"
                                                + " WHERE change_order_id = :id")
                                .param("id", parked.id)
                                .query(String.class)
                                .single())
                .isEqualTo("ann bob");
        assertThat(firstApprovals(parked)).isZero();
    }

    @Test
    void whoAcceptsSomethingElseIsTheFirstAnewAndTheOtherLooksAgain() {
        Parked parked = parked("5000.00");
        accept(parked, ANN);

        assertThat(accept(parked, BOB, "OTHER-1")).isEqualTo(State.READY_TO_EXPORT);

        assertThat(exports(parked)).isZero();
        assertThat(lastReason(parked)).contains("ann").contains("differs").contains("void");
        assertRefused(403, "You have accepted it already", () -> accept(parked, BOB, "OTHER-1"));
        assertThat(accept(parked, ANN, "OTHER-1")).isEqualTo(State.ACCEPTED);
        assertThat(parked.row().changeRequestNumber()).isEqualTo("OTHER-1");
    }

    @Test
    void whoActsForTheFirstOrForWhomTheFirstActedIsNotTheSecond() {
        Caller dora =
                new Caller(
                        "dora",
                        Caller.Kind.USER,
                        Set.of(Role.VIEWER),
                        AcceptLimits.NONE,
                        List.of(new Caller.Delegated(ANN.name(), AcceptLimits.NONE, Instant.MAX)),
                        null);
        Parked own = parked("5000.00");
        accept(own, ANN);
        assertRefused(
                403, "ann has accepted it already, with the privilege", () -> accept(own, dora));
        assertThat(accept(own, BOB)).isEqualTo(State.ACCEPTED);

        Parked delegated = parked("5000.00");
        accept(delegated, dora);
        assertRefused(403, "dora for ann has accepted it already", () -> accept(delegated, ANN));
        assertThat(accept(delegated, BOB)).isEqualTo(State.ACCEPTED);
        assertThat(lastReason(delegated)).isEqualTo("Accepted. dora for ann accepted it first.");
    }

    @Test
    void whoSentItIsNeitherTheFirstNorTheSecond() {
        Parked parked = parked("5000.00");
        fixture.queue.retrieve(parked.id, null, PAT);
        fixture.queue.send(parked.id, null, parked.candidate, List.of(), List.of(), "{}", ANN);
        assertRefused(403, "You sent this change order", () -> accept(parked, ANN));
        accept(parked, BOB);
        assertRefused(403, "You sent this change order", () -> accept(parked, ANN));
        assertThat(accept(parked, ADA)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void whateverHappensToWhatWasParkedEndsTheFirstAcceptanceAndTheHistorySaysSo() {
        List<Consumer<Parked>> happenings =
                List.of(
                        parked -> fixture.queue.retrieve(parked.id, null, PAT),
                        parked -> fixture.queue.reject(parked.id, null, BOB, "no"),
                        parked -> fixture.arrive(parked.changed("5000.01")),
                        parked ->
                                fixture.arrive(
                                        fixture.candidate(parked.procoreId, "void", "5000.00"),
                                        NO_VENDOR),
                        parked ->
                                fixture.queue.send(
                                        parked.id,
                                        null,
                                        fixture.numbers.propose(parked.changed("5000.02")),
                                        List.of(),
                                        List.of(),
                                        "{}",
                                        PAT),
                        parked -> fixture.arrivals.redirect(parked.id, parked.toJob("24-999")),
                        parked -> fixture.acceptances.undo(parked.id, null, BOB, null));
        for (Consumer<Parked> happening : happenings) {
            Parked parked = parked("5000.00");
            accept(parked, ANN);
            happening.accept(parked);
            assertThat(firstApprovals(parked)).isZero();
            assertThat(lastReason(parked))
                    .isEqualTo("What ann had accepted as the first of two is void.");
        }
    }

    @Test
    void afterTheFirstAcceptanceHasEndedItTakesTwoAgain() {
        Parked parked = parked("5000.00");
        accept(parked, ANN);
        fixture.queue.retrieve(parked.id, null, PAT);
        fixture.queue.send(parked.id, null, parked.candidate, List.of(), List.of(), "{}", PAT);

        assertThat(accept(parked, BOB)).isEqualTo(State.READY_TO_EXPORT);
        assertThat(accept(parked, ANN)).isEqualTo(State.ACCEPTED);
    }

    // ---- Time to think again
    // -------------------------------------------------------------------------------

    @Test
    void whatIsHeldIsNotTakenBeforeItsTimeNotEvenAsAProbe() {
        Parked parked = parked("10.00");
        accept(parked, ANN);
        assertThat(dueAt(parked)).isEqualTo(fixture.clock.instant().plus(HOLD));

        fixture.clock.advance(HOLD.minusSeconds(1));
        assertThat(fixture.exports.claim(5)).isEmpty();
        fixture.jdbc
                .sql(
                        "UPDATE circuit SET state = 'open', next_probe_at = TIMESTAMP WITH TIME ZONE"
                                + " '2000-01-01 00:00:00+00'")
                .update();
        assertThat(fixture.exports.claim(5)).as("the probe").isEmpty();
        fixture.jdbc.sql("UPDATE circuit SET state = 'closed', next_probe_at = NULL").update();

        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(fixture.exports.claim(5))
                .extracting(Claim::changeOrderId)
                .containsExactly(parked.id);
    }

    @Test
    void whatIsUndoneIsParkedWithItsNumberAndNeverSent() {
        Parked parked = parked("10.00");
        accept(parked, ANN, "MINE-1");

        fixture.acceptances.undo(parked.id, parked.row().version(), BOB, "Wrong day");

        assertThat(parked.row().state()).isEqualTo(State.READY_TO_EXPORT);
        assertThat(parked.row().changeRequestNumber()).isEqualTo("MINE-1");
        assertThat(parked.row().exportId()).isNull();
        assertThat(lastReason(parked)).isEqualTo("Wrong day");
        fixture.clock.advance(HOLD.multipliedBy(2));
        assertThat(fixture.exports.claim(5)).isEmpty();

        accept(parked, ANN);
        fixture.clock.advance(HOLD);
        assertThat(fixture.exports.claim(5)).hasSize(1);
        assertThat(parked.row().changeRequestNumber()).isEqualTo("MINE-1");
    }

    @Test
    void itIsTooLateToUndoOnceACallMayHaveBegun() {
        Parked parked = parked("10.00");
        accept(parked, ANN);
        fixture.clock.advance(HOLD);
        Claim claim = fixture.exports.claim(1).get(0);
        assertRefused(409, "its export begins just now", () -> undo(parked));

        fixture.exports.release(claim, Duration.ZERO);
        Claim again = fixture.exports.claim(1).get(0);
        Call call = fixture.exports.nextCall(again, (header, sum) -> "").orElseThrow();
        fixture.exports.later(call, false, "locked", "", Duration.ZERO);
        assertRefused(409, "a call to Spectrum was made", () -> undo(parked));
        assertThat(parked.row().state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void whatWasClaimedAndGivenBackUntriedCanStillBeUndone() {
        Parked parked = parked("10.00");
        accept(parked, ANN);
        fixture.clock.advance(HOLD);
        Claim claim = fixture.exports.claim(1).get(0);
        fixture.exports.release(claim, Duration.ZERO);

        undo(parked);

        assertThat(parked.row().state()).isEqualTo(State.READY_TO_EXPORT);
        assertThat(fixture.exports.nextCall(claim, (header, sum) -> "")).isEmpty();
    }

    @Test
    void undoingASecondDecisionKeepsWhatSpectrumHoldsOfTheFirst() {
        Parked parked = parked("10.00");
        fixture.accept(parked.id, parked.candidate, sums(2));
        fixture.clock.advance(HOLD);
        Claim claim = fixture.exports.claim(1).get(0);
        fixture.exports.accepted(
                fixture.exports.nextCall(claim, (header, sum) -> "").orElseThrow(),
                "",
                Duration.ZERO);
        fixture.exports.rejected(
                fixture.exports.nextCall(claim, (header, sum) -> "").orElseThrow(),
                null,
                "no",
                "",
                Duration.ZERO);
        Long first = parked.row().exportId();
        fixture.queue.reject(parked.id, null, BOB, "wrong phase");
        fixture.queue.send(parked.id, null, parked.candidate, List.of(), List.of(), "{}", PAT);
        accept(parked, ANN);

        undo(parked);

        assertThat(parked.row().exportId()).isEqualTo(first);
        assertThat(fixture.queue.held(parked.id)).containsExactly(sum("01", "10.00"));
        assertThatThrownBy(() -> accept(parked, ANN, "OTHER-2"))
                .hasMessageContaining("Spectrum holds, or may hold, a part");
        assertThat(accept(parked, ANN)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void aDiscardIsNotTakenBackOverWhatWasDecidedAfterIt() {
        Parked parked = parked("10.00");
        accept(parked, ANN);
        fixture.clock.advance(HOLD);
        Claim claim = fixture.exports.claim(1).get(0);
        fixture.exports.rejected(
                fixture.exports.nextCall(claim, (header, sum) -> "").orElseThrow(),
                null,
                "no",
                "",
                Duration.ZERO);
        fixture.failed.discard(parked.id, ADA, "twice");
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.queue.send(
                parked.id,
                null,
                fixture.numbers.propose(parked.changed("99.00")),
                List.of(),
                List.of(),
                "{}",
                PAT);
        fixture.queue.reject(parked.id, null, BOB, "no");

        assertRefused(
                409,
                "it was rejected, not discarded",
                () -> {
                    fixture.failed.restore(parked.id, ADA, "again");
                    return null;
                });
    }

    @Test
    void whatCountsIsThePrivilegeAtTheMomentOfTheDecision() {
        Parked parked = parked("10.00");
        Caller limited =
                new Caller(
                        BOB.name(),
                        Caller.Kind.USER,
                        BOB.roles(),
                        new AcceptLimits(null, new BigDecimal("9.99")),
                        List.of(),
                        null);
        try {
            fixture.privileges = caller -> Optional.empty();
            assertRefused(403, "Your privilege ended", () -> accept(parked, BOB));
            fixture.privileges = caller -> Optional.of(limited);
            assertRefused(403, "Your limit is 9.99", () -> accept(parked, BOB));
            fixture.privileges =
                    caller -> Optional.of(new Caller(BOB.name(), Set.of(Role.PROJECT_MANAGER)));
            assertRefused(403, "approver", () -> accept(parked, BOB));
        } finally {
            fixture.privileges = Optional::of;
        }
        assertThat(exports(parked)).isZero();
        assertThat(accept(parked, BOB)).isEqualTo(State.ACCEPTED);
    }

    // ---- At the same moment
    // --------------------------------------------------------------------------------

    @Test
    void ofTwoWhoAcceptAtTheSameMomentOneIsTheFirstAndTheOtherLooksAgain() throws Exception {
        for (int race = 0; race < RACES; race++) {
            Parked parked = parked("5000.00");
            int version = parked.row().version();
            List<Object> ends =
                    together(
                            () -> accept(parked, ANN, version), () -> accept(parked, BOB, version));

            assertThat(ends)
                    .satisfiesOnlyOnce(end -> assertThat(end).isEqualTo(State.READY_TO_EXPORT))
                    .satisfiesOnlyOnce(end -> assertConflict(end, "you have seen version"));
            assertThat(exports(parked)).isZero();
        }
    }

    @Test
    void ofTwoWhoAcceptWhatTakesOneAtTheSameMomentOnlyOneDecides() throws Exception {
        for (int race = 0; race < RACES; race++) {
            Parked parked = parked("10.00");
            int version = parked.row().version();
            List<Object> ends =
                    together(
                            () -> accept(parked, ANN, version), () -> accept(parked, BOB, version));

            assertThat(ends)
                    .satisfiesOnlyOnce(end -> assertThat(end).isEqualTo(State.ACCEPTED))
                    .satisfiesOnlyOnce(end -> assertConflict(end, "is accepted"));
            assertThat(exports(parked)).isOne();
        }
    }

    @Test
    void anAcceptAndARetrieveAtTheSameMomentAreOneOrTheOther() throws Exception {
        for (int race = 0; race < RACES; race++) {
            Parked parked = parked("10.00");
            int version = parked.row().version();
            List<Object> ends =
                    together(
                            () -> accept(parked, ANN, version),
                            () -> {
                                fixture.queue.retrieve(parked.id, version, PAT);
                                return State.RETRIEVED;
                            });

            assertThat(ends)
                    .satisfiesOnlyOnce(end -> assertThat(end).isEqualTo(parked.row().state()))
                    .satisfiesOnlyOnce(end -> assertConflict(end, "It cannot be "));
            assertThat(exports(parked)).isEqualTo(parked.row().state() == State.ACCEPTED ? 1 : 0);
        }
    }

    @Test
    void aChangeThatArrivesAtTheMomentOfTheAcceptIsNeverExportedUnseen() throws Exception {
        for (int race = 0; race < RACES; race++) {
            Parked parked = parked("10.00");
            int version = parked.row().version();
            List<Object> ends =
                    together(
                            () -> accept(parked, ANN, version),
                            () -> {
                                fixture.arrive(parked.changed("77.00"));
                                return "arrived";
                            });

            assertThat(ends.get(1)).isEqualTo("arrived");
            assertThat(parked.row().changedSinceSent()).isTrue();
            if (ends.get(0) == State.ACCEPTED) {
                assertThat(sent(parked)).as("what was looked at").isEqualByComparingTo("10.00");
            } else {
                assertConflict(ends.get(0), "");
                assertThat(parked.row().state()).isEqualTo(State.READY_TO_EXPORT);
                assertThat(exports(parked)).isZero();
            }
        }
    }

    @Test
    void anUndoAndAClaimAtTheSameMomentAreOneOrTheOther() throws Exception {
        int undone = 0;
        for (int race = 0; race < 2 * RACES; race++) {
            Parked parked = parked("10.00");
            accept(parked, ANN);
            fixture.clock.advance(HOLD);
            List<Object> ends =
                    together(
                            () -> {
                                undo(parked);
                                return State.READY_TO_EXPORT;
                            },
                            () ->
                                    fixture.exports.claim(1).stream()
                                            .map(claim -> call(claim))
                                            .flatMap(Optional::stream)
                                            .toList());

            boolean called = !((List<?>) ends.get(1)).isEmpty();
            if (called) {
                assertConflict(ends.get(0), "It cannot be undone");
                assertThat(parked.row().state()).isEqualTo(State.ACCEPTED);
            } else {
                assertThat(ends.get(0)).isEqualTo(State.READY_TO_EXPORT);
                assertThat(attempts(parked)).isZero();
                undone++;
            }
            clear();
        }
        assertThat(undone).isBetween(0, 2 * RACES);
    }

    // ---- Parts
    // ---------------------------------------------------------------------------------------------

    /** A change order that waits for accounting. */
    private record Parked(long id, long procoreId, Candidate candidate) {

        ChangeOrderRow row() {
            return fixture.row(id);
        }

        Candidate changed(String amount) {
            return fixture.candidate(procoreId, "approved", amount);
        }

        Candidate toJob(String number) {
            return new Candidate(
                    candidate.changeOrder(),
                    new Link<>(number, Link.Source.RULE, new Job(number, "Other", "OWNER1", "A")),
                    candidate.vendor(),
                    candidate.subcontract(),
                    candidate.phases(),
                    candidate.changeRequestNumber());
        }
    }

    private static Parked parked(String amount) {
        long procore = ++procoreId;
        Candidate candidate = fixture.candidate(procore, "approved", amount);
        long id = fixture.arrive(candidate);
        return new Parked(id, procore, fixture.numbers.propose(candidate));
    }

    private static State accept(Parked parked, Caller by) {
        return accept(parked, by, parked.row().version());
    }

    private static State accept(Parked parked, Caller by, int version) {
        return accept(parked, by, version, parked.row().changeRequestNumber());
    }

    private static State accept(Parked parked, Caller by, String number) {
        return accept(parked, by, parked.row().version(), number);
    }

    private static State accept(Parked parked, Caller by, int version, String number) {
        return fixture.accept(
                parked.id,
                version,
                by,
                parked.candidate,
                number,
                sum("03300", parked.candidate.changeOrder().total().toPlainString()));
    }

    private static void undo(Parked parked) {
        fixture.acceptances.undo(parked.id, parked.row().version(), BOB, null);
    }

    private static Optional<Call> call(Claim claim) {
        return fixture.exports.nextCall(claim, (header, sum) -> "");
    }

    private static List<Object> together(Callable<?> one, Callable<?> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Object> first = threads.submit(() -> end(start, one));
        Future<Object> second = threads.submit(() -> end(start, other));
        return List.of(first.get(), second.get());
    }

    /** What it gives, or the refusal. */
    private static Object end(CyclicBarrier start, Callable<?> work) throws Exception {
        start.await();
        try {
            return work.call();
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    private static void assertConflict(Object end, String words) {
        assertThat(end)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(409);
                            assertThat(refusal).hasMessageContaining(words);
                        });
    }

    private static void assertRefused(int status, String words, Callable<?> move) {
        assertThatThrownBy(move::call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(status))
                .hasMessageContaining(words);
    }

    private static void assertRefused(int status, String words, Runnable move) {
        assertRefused(
                status,
                words,
                () -> {
                    move.run();
                    return null;
                });
    }

    private static String stays(String actor) {
        return actor + ": READY_TO_EXPORT -> READY_TO_EXPORT";
    }

    private static String lastReason(Parked parked) {
        return fixture.jdbc
                .sql(
                        "SELECT reason FROM audit_entry WHERE change_order_id = :id ORDER BY id DESC"
                                + " LIMIT 1")
                .param("id", parked.id)
                .query(String.class)
                .single();
    }

    private static int firstApprovals(Parked parked) {
        return count("first_approval", parked);
    }

    private static int exports(Parked parked) {
        return count("export_work", parked);
    }

    private static int attempts(Parked parked) {
        return count("attempt", parked);
    }

    private static int count(String table, Parked parked) {
        return fixture.jdbc
                .sql("SELECT COUNT(*) FROM " + table + " WHERE change_order_id = :id")
                .param("id", parked.id)
                .query(Integer.class)
                .single();
    }

    private static BigDecimal sent(Parked parked) {
        return fixture.jdbc
                .sql("SELECT total FROM export WHERE id = :id")
                .param("id", parked.row().exportId())
                .query(BigDecimal.class)
                .single();
    }

    private static Instant dueAt(Parked parked) {
        return fixture.jdbc
                .sql("SELECT due_at FROM export_work WHERE change_order_id = :id")
                .param("id", parked.id)
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
