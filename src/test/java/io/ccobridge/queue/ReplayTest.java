package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.sums;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.State;
import io.ccobridge.deadletter.Replay;
import io.ccobridge.deadletter.ReplayRunner;
import io.ccobridge.deadletter.Replays;
import io.ccobridge.deadletter.Resending;
import io.ccobridge.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A replay on the real queue: approval, export and dead letter move together. */
class ReplayTest {

    private static final Duration TOOK = Duration.ofMillis(5);

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aReplayExportsEachAgainUnderItsOldApproval(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            TransactionTemplate transaction =
                    new TransactionTemplate(new JdbcTransactionManager(fixture.dataSource));
            Resending resending = asApproved(fixture);
            Replays replays =
                    new Replays(
                            fixture.jdbc,
                            transaction,
                            fixture.clock,
                            resending,
                            new ExportsReport(fixture.jdbc, fixture.clock),
                            0);
            ReplayRunner runner =
                    new ReplayRunner(fixture.jdbc, transaction, resending, "node-1", fixture.clock);
            long good = fixture.accepted(1, sums(1));
            long bad = fixture.accepted(2, sums(1));
            long changed = fixture.accepted(3, sums(1));
            fixture.exports.claim(3).forEach(claim -> reject(fixture, claim, "Phase 1 is closed"));
            fixture.arrive(fixture.candidate(3, "approved", "77.00"));

            String replay =
                    ((Replay)
                                    replays.start(
                                            Json.read(
                                                    "{\"query\": \"closed\", \"reason\": \"opened\"}"),
                                            ADA))
                            .id();
            runner.advance();
            for (Claim claim : fixture.exports.claim(3)) {
                if (claim.changeOrderId() == good) {
                    fixture.exports.accepted(next(fixture, claim), "<ok/>", TOOK);
                } else {
                    reject(fixture, claim, "Phase 2 is closed");
                }
            }
            runner.advance();

            Replay done = replays.get(replay, Map.of());
            assertThat(done.state()).isEqualTo("done");
            assertThat(done.results())
                    .extracting(Replay.Result::outcome)
                    .containsExactly("succeeded", "failed", "skipped");
            assertThat(done.results().get(1).message()).isEqualTo("Phase 2 is closed");
            assertThat(List.of(good, bad, changed))
                    .extracting(id -> fixture.row(id).state())
                    .containsExactly(State.SYNCED, State.FAILED_TO_EXPORT, State.READY_TO_EXPORT);
            assertThat(fixture.history(good))
                    .endsWith("ada: FAILED_TO_EXPORT -> ACCEPTED", "system: ACCEPTED -> SYNCED");
        }
    }

    /** Links and settings are what they were. */
    private static Resending asApproved(QueueFixture fixture) {
        return new Resending() {
            @Override
            public Outlook outlook(long id, boolean askProcore) {
                return fixture.asApproved(id);
            }

            @Override
            public Resends.ReplayStart replay(
                    long id, Caller by, String reason, boolean askProcore) {
                return fixture.resends.replay(id, by, reason, outlook(id, askProcore));
            }
        };
    }

    private static void reject(QueueFixture fixture, Claim claim, String message) {
        fixture.exports.rejected(next(fixture, claim), "CR_Phase_Code", message, "<I/>", TOOK);
    }

    private static Call next(QueueFixture fixture, Claim claim) {
        return fixture.exports.nextCall(claim, (header, sum) -> "<request/>").orElseThrow();
    }
}
