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
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovalQueueTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void parksWhatMeetsEveryRequirement(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.arrive(fixture.candidate(1));

            ChangeOrderRow row = fixture.row(id);
            assertThat(row.state()).isEqualTo(State.READY_TO_EXPORT);
            assertThat(row.changeRequestNumber()).isEqualTo("S001-001");
            assertThat(row.sentBy()).isEqualTo("system");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void twoChangeOrdersOfAJobNeverGetOneNumber(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long first = fixture.arrive(fixture.candidate(1));
            long second = fixture.arrive(fixture.candidate(2));

            assertThat(fixture.row(first).changeRequestNumber()).isEqualTo("S001-001");
            assertThat(fixture.row(second).changeRequestNumber()).isEqualTo("S001-002");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void keepsWhatFailsARequirementAndMovesItOnWhenTheCauseIsGone(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Candidate candidate = fixture.candidate(1);
            long id = fixture.arrive(candidate, NO_VENDOR);
            assertThat(fixture.row(id).state()).isEqualTo(State.NEEDS_ATTENTION);
            assertThat(fixture.row(id).problems()).contains("vendor-linked");
            assertThat(fixture.arrivals.waits().all(0)).containsExactly(id);

            assertThat(fixture.arrivals.recheck(id, fixture.numbers.propose(candidate), List.of()))
                    .isTrue();

            assertThat(fixture.row(id).state()).isEqualTo(State.READY_TO_EXPORT);
            assertThat(fixture.row(id).problems()).isEqualTo("[]");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsParkedWhenItsCommitmentWasFoundAtLastHasNotChangedSinceItWasSent(
            Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Candidate candidate = fixture.candidate(1);
            long id = fixture.arrive(fixture.withoutCommitment(candidate), NO_VENDOR);
            assertThat(fixture.arrivals.commitmentsOfWaiting())
                    .isEqualTo(Map.of(101L, Set.of(55L)));

            fixture.arrivals.recheck(id, fixture.numbers.propose(candidate), List.of());

            assertThat(fixture.arrivals.commitmentsOfWaiting()).isEmpty();
            fixture.arrive(candidate);
            assertThat(fixture.row(id).state()).isEqualTo(State.READY_TO_EXPORT);
            assertThat(fixture.row(id).changedSinceSent()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void takesNothingTwice(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.arrive(fixture.candidate(1));
            int version = fixture.row(id).version();

            assertThat(fixture.arrive(fixture.candidate(1))).isEqualTo(id);

            assertThat(fixture.row(id).version()).isEqualTo(version);
            assertThat(fixture.history(id)).hasSize(1);
            assertThat(fixture.arrivals.digests(101, List.of("1", "2")))
                    .containsOnlyKeys("1")
                    .containsEntry("1", "digest-100.25");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatChangedSinceItWasSentCannotBeAcceptedUntilItIsSentAgain(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.arrive(fixture.candidate(1));
            Candidate changed = fixture.candidate(1, "approved", "999.00");
            fixture.arrive(changed);

            assertThat(fixture.row(id).state()).isEqualTo(State.READY_TO_EXPORT);
            assertThat(fixture.row(id).changedSinceSent()).isTrue();
            assertThatThrownBy(() -> fixture.accept(id, changed, sum("03300", "999.00")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("changed in Procore since it was sent");

            fixture.queue.send(
                    id, null, fixture.numbers.propose(changed), List.of(), List.of(), "{}", PAT);
            assertThat(fixture.row(id).changedSinceSent()).isFalse();
            fixture.accept(id, changed, sum("03300", "999.00"));
            assertThat(fixture.row(id).state()).isEqualTo(State.ACCEPTED);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsVoidedLeavesTheQueue(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.arrive(fixture.candidate(1));
            fixture.arrive(fixture.candidate(1, "void", "100.25"), NO_VENDOR);

            assertThat(fixture.row(id).state()).isEqualTo(State.NEEDS_ATTENTION);
            assertThat(fixture.history(id)).last().asString().endsWith("-> NEEDS_ATTENTION");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsSyncedAndChangesKeepsItsStateAndRaisesTheDriftAlarm(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.accepted(1, sums(1));
            Claim claim = fixture.exports.claim(1).get(0);
            fixture.exports.accepted(
                    fixture.exports.nextCall(claim, (h, s) -> "").orElseThrow(), "", Duration.ZERO);
            fixture.arrive(fixture.candidate(1, "void", "100.25"), NO_VENDOR);

            assertThat(fixture.row(id).state()).isEqualTo(State.SYNCED);
            assertThat(fixture.row(id).changedSinceSent()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whoSentItMayNotAcceptIt(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Candidate candidate = fixture.candidate(1);
            long id = fixture.arrive(candidate);
            fixture.queue.retrieve(id, null, ANN);
            fixture.queue.send(
                    id, null, fixture.numbers.propose(candidate), List.of(), List.of(), "{}", ANN);

            assertThatThrownBy(() -> fixture.accept(id, candidate, sums(1)))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(403));
            assertThat(fixture.row(id).changeRequestNumber())
                    .as("the number stays with the change order")
                    .isEqualTo("S001-001");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLimitHoldsInTheTransactionToo(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Candidate candidate = fixture.candidate(1, "approved", "-100.25");
            long id = fixture.arrive(candidate);
            ChangeOrderRow before = fixture.row(id);
            assertThat(before.total()).isEqualByComparingTo("-100.25");
            Caller below = limited("ann", "100.24", List.of());

            assertThat(fixture.queue.openMoves().refusal(Move.ACCEPT, before, below).orElseThrow())
                    .hasMessageStartingWith("Your limit is 100.24, for deductions as well;");
            assertThatThrownBy(() -> fixture.accept(id, candidate, below, sums(1)))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(403));
            assertThat(fixture.row(id)).isEqualTo(before);

            fixture.accept(id, candidate, limited("ann", "100.25", List.of()), sums(1));
            assertThat(fixture.row(id).state()).isEqualTo(State.ACCEPTED);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whoAcceptsForAnApproverIsNamedWithBothNames(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Candidate candidate = fixture.candidate(1);
            long id = fixture.arrive(candidate);
            String longest = "b".repeat(100);
            Caller delegate =
                    limited(
                            "a".repeat(100),
                            "1.00",
                            List.of(new Caller.Delegated(longest, AcceptLimits.NONE, Instant.MAX)));

            fixture.accept(id, candidate, delegate, sums(1));

            assertThat(fixture.history(id))
                    .last()
                    .isEqualTo(
                            "a".repeat(100) + " for " + longest + ": READY_TO_EXPORT -> ACCEPTED");
            assertThat(
                            fixture.jdbc
                                    .sql("SELECT accepted_by FROM export")
                                    .query(String.class)
                                    .single())
                    .endsWith(" for " + longest);
        }
    }

    private static Caller limited(String name, String limit, List<Caller.Delegated> delegated) {
        return new Caller(
                name,
                Caller.Kind.USER,
                Set.of(Role.APPROVER),
                new AcceptLimits(null, new BigDecimal(limit)),
                delegated,
                null);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void refusesAStaleVersionAndAWrongStateAndChangesNothing(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.arrive(fixture.candidate(1));
            ChangeOrderRow before = fixture.row(id);

            assertThatThrownBy(() -> fixture.queue.reject(id, before.version() - 1, ANN, "no"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("you have seen version");
            assertThatThrownBy(() -> fixture.queue.unlink(id, before.version(), ANN, "gone", true))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("It cannot be unlinked: it waits for accounting.");
            assertThat(fixture.row(id)).isEqualTo(before);
            assertThat(fixture.history(id)).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aRejectedOneThatSpectrumHoldsInPartKeepsItsKey(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Candidate candidate = fixture.candidate(1);
            long id = fixture.accepted(1, sums(2));
            Claim claim = fixture.exports.claim(1).get(0);
            fixture.exports.accepted(
                    fixture.exports.nextCall(claim, (h, s) -> "").orElseThrow(), "", Duration.ZERO);
            fixture.exports.rejected(
                    fixture.exports.nextCall(claim, (h, s) -> "").orElseThrow(),
                    "CR_Phase_Code",
                    "no such phase",
                    "",
                    Duration.ZERO);
            fixture.queue.reject(id, null, ANN, "wrong phase");
            assertThat(fixture.queue.held(id)).containsExactly(sum("01", "10.00"));

            fixture.queue.send(
                    id, null, fixture.numbers.propose(candidate), List.of(), List.of(), "{}", PAT);

            assertThat(fixture.row(id).changeRequestNumber()).isEqualTo("S001-001");
            assertThatThrownBy(() -> fixture.accept(id, candidate, "S001-050", sums(1)))
                    .hasMessageContaining("Spectrum holds, or may hold, a part")
                    .hasMessageContaining("S001-001");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aDiscardedDeadLetterCanBeRestoredAndOneDoneByHandIsSynced(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.accepted(1, sums(1));
            Claim claim = fixture.exports.claim(1).get(0);
            fixture.exports.rejected(
                    fixture.exports.nextCall(claim, (h, s) -> "").orElseThrow(),
                    null,
                    "no",
                    "",
                    Duration.ZERO);
            fixture.failed.discard(id, ADA, "duplicate");
            assertThat(fixture.row(id).state()).isEqualTo(State.REJECTED);
            fixture.failed.restore(id, ADA, "was right after all");
            assertThat(fixture.row(id).state()).isEqualTo(State.FAILED_TO_EXPORT);
            fixture.failed.doneByHand(id, ADA, "typed it", "MAN-1");
            assertThat(fixture.row(id).state()).isEqualTo(State.SYNCED);
            assertThat(fixture.row(id).changeRequestNumber()).isEqualTo("MAN-1");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aNumberThatAPersonUsedInSpectrumIsNoOtherChangeOrders(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long typed = fixture.accepted(1, sums(1));
            Claim claim = fixture.exports.claim(1).get(0);
            fixture.exports.rejected(
                    fixture.exports.nextCall(claim, (h, s) -> "").orElseThrow(),
                    null,
                    "no",
                    "",
                    Duration.ZERO);
            long other = fixture.accepted(2, sums(1));
            String taken = fixture.row(other).changeRequestNumber();

            assertThatThrownBy(() -> fixture.failed.doneByHand(typed, ADA, "typed it", taken))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(taken);
            assertThat(fixture.row(typed).state()).isEqualTo(State.FAILED_TO_EXPORT);

            fixture.failed.doneByHand(typed, ADA, "typed it", "MAN-1");
            Candidate third = fixture.candidate(3);
            long id = fixture.arrive(third);
            assertThatThrownBy(() -> fixture.accept(id, third, "man-1", sums(1)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("man-1");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theHistoryTellsMoneyAsDecimalStrings(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            fixture.accepted(1, sum("03300", "9999999999.90"));

            assertThat(
                            fixture.jdbc
                                    .sql("SELECT detail FROM audit_entry WHERE detail IS NOT NULL")
                                    .query(String.class)
                                    .list())
                    .singleElement()
                    .asString()
                    .contains("\"amount\":\"9999999999.90\"");
        }
    }
}
