package io.ccobridge.queue;

import static io.ccobridge.changeorder.State.ACCEPTED;
import static io.ccobridge.changeorder.State.FAILED_TO_EXPORT;
import static io.ccobridge.changeorder.State.NEEDS_ATTENTION;
import static io.ccobridge.changeorder.State.READY_TO_EXPORT;
import static io.ccobridge.changeorder.State.REJECTED;
import static io.ccobridge.changeorder.State.RETRIEVED;
import static io.ccobridge.changeorder.State.SYNCED;
import static io.ccobridge.changeorder.State.UNLINKED;
import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.ANN;
import static io.ccobridge.queue.QueueFixture.NO_VENDOR;
import static io.ccobridge.queue.QueueFixture.PAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.audit.AuditVerification;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is done in whatever order: every state is legal, and the audit chain whole. */
class AnyMovesTest {

    /** What the lifecycle allows; what stays where it is aside. */
    private static final Map<State, Set<State>> LEGAL = new EnumMap<>(State.class);

    static {
        LEGAL.put(NEEDS_ATTENTION, EnumSet.of(READY_TO_EXPORT));
        LEGAL.put(READY_TO_EXPORT, EnumSet.of(NEEDS_ATTENTION, RETRIEVED, REJECTED, ACCEPTED));
        LEGAL.put(RETRIEVED, EnumSet.of(READY_TO_EXPORT));
        LEGAL.put(REJECTED, EnumSet.of(READY_TO_EXPORT, FAILED_TO_EXPORT));
        LEGAL.put(ACCEPTED, EnumSet.of(SYNCED, FAILED_TO_EXPORT, READY_TO_EXPORT));
        LEGAL.put(FAILED_TO_EXPORT, EnumSet.of(ACCEPTED, READY_TO_EXPORT, REJECTED, SYNCED));
        LEGAL.put(SYNCED, EnumSet.of(UNLINKED));
        LEGAL.put(UNLINKED, EnumSet.of(READY_TO_EXPORT));
    }

    private static final Map<Databases.Engine, QueueFixture> FIXTURES =
            new EnumMap<>(Databases.Engine.class);

    private static long changeOrders;

    /** What people, Procore and Spectrum do. */
    enum Deed {
        COMES,
        COMES_WITH_A_PROBLEM,
        CHANGES,
        IS_NO_LONGER_APPROVED,
        SEND,
        RETRIEVE,
        ACCEPT,
        REJECT,
        UNLINK,
        EXPORT_GOES_WELL,
        EXPORT_IS_REFUSED,
        EXPORT_HAS_TO_WAIT,
        REPLAY,
        DISCARD,
        RESTORE,
        DONE_BY_HAND
    }

    @AfterContainer
    static void close() {
        FIXTURES.values().forEach(QueueFixture::close);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void onTheEmbeddedDatabase(
            @ForAll @Size(max = 30) List<Deed> deeds, @ForAll @IntRange(max = 1000) int seed) {
        tryOut(Databases.Engine.H2, deeds, seed);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void onPostgresql(
            @ForAll @Size(max = 30) List<Deed> deeds, @ForAll @IntRange(max = 1000) int seed) {
        tryOut(Databases.Engine.POSTGRESQL, deeds, seed);
    }

    private static void tryOut(Databases.Engine engine, List<Deed> deeds, int seed) {
        QueueFixture fixture = FIXTURES.computeIfAbsent(engine, QueueFixture::new);
        List<Long> two = List.of(++changeOrders, ++changeOrders);
        int turn = seed;
        for (Deed deed : deeds) {
            long procoreId = two.get(turn++ % 2);
            long entries = entries(fixture);
            try {
                work(fixture, deed, procoreId, turn);
            } catch (Refusal refused) {
                // but what Procore said is kept when a send does not meet the requirements
                assertThat(entries(fixture) == entries || deed == Deed.SEND)
                        .as(deed.name())
                        .isTrue();
            }
        }
        two.forEach(procoreId -> assertLegal(fixture, procoreId));
        assertThat(
                        new AuditVerification(fixture.jdbc, fixture.clock)
                                .verify(Map.of())
                                .firstBroken())
                .isNull();
    }

    private static void work(QueueFixture fixture, Deed deed, long procoreId, int turn) {
        Candidate candidate = fixture.candidate(procoreId);
        switch (deed) {
            case COMES -> fixture.arrive(candidate);
            case COMES_WITH_A_PROBLEM -> fixture.arrive(candidate, NO_VENDOR);
            case CHANGES -> fixture.arrive(fixture.candidate(procoreId, "approved", turn + ".01"));
            case IS_NO_LONGER_APPROVED ->
                    fixture.arrive(
                            fixture.candidate(procoreId, "void", "100.25"),
                            new Problem("status-approved", "It is void.", "Approve it."));
            default -> {
                Optional<ChangeOrderRow> row = row(fixture, procoreId);
                if (row.isPresent()) {
                    move(fixture, deed, row.get(), candidate, turn);
                }
            }
        }
    }

    private static void move(
            QueueFixture fixture, Deed deed, ChangeOrderRow row, Candidate candidate, int turn) {
        long id = row.id();
        switch (deed) {
            case SEND ->
                    fixture.queue.send(
                            id,
                            null,
                            fixture.numbers.propose(candidate),
                            turn % 3 == 0 ? List.of(NO_VENDOR) : List.of(),
                            List.of(),
                            "{\"change_order\": " + turn + "}",
                            PAT);
            case RETRIEVE -> fixture.queue.retrieve(id, null, PAT);
            case ACCEPT -> fixture.accept(id, candidate, QueueFixture.sum("03300", "100.25"));
            case REJECT -> fixture.queue.reject(id, null, ANN, "Wrong.");
            case UNLINK -> fixture.queue.unlink(id, null, ANN, "Deleted there.", true);
            case EXPORT_GOES_WELL, EXPORT_IS_REFUSED, EXPORT_HAS_TO_WAIT -> export(fixture, deed);
            case REPLAY -> fixture.replay(id, ADA, "Once more.");
            case DISCARD -> fixture.failed.discard(id, ADA, "Given up.");
            case RESTORE -> fixture.failed.restore(id, ADA, "Not given up.");
            case DONE_BY_HAND ->
                    fixture.failed.doneByHand(id, ADA, "Typed it.", "M" + turn + "-" + id);
            default -> throw new AssertionError(deed);
        }
    }

    /** Whatever is due, as the exporter does it. */
    private static void export(QueueFixture fixture, Deed deed) {
        fixture.clock.advance(Duration.ofHours(1));
        for (Claim claim : fixture.exports.claim(1)) {
            fixture.exports
                    .nextCall(claim, (header, sum) -> "<request/>")
                    .ifPresent(
                            call -> {
                                switch (deed) {
                                    case EXPORT_GOES_WELL ->
                                            fixture.exports.accepted(call, "good", Duration.ZERO);
                                    case EXPORT_IS_REFUSED ->
                                            fixture.exports.rejected(
                                                    call,
                                                    "CR_Phase_Code",
                                                    "",
                                                    "bad",
                                                    Duration.ZERO);
                                    default ->
                                            fixture.exports.later(
                                                    call, false, "locked", "", Duration.ZERO);
                                }
                            });
        }
    }

    private static Optional<ChangeOrderRow> row(QueueFixture fixture, long procoreId) {
        return new ChangeOrderTable(fixture.jdbc).lock(101, Long.toString(procoreId));
    }

    private static long entries(QueueFixture fixture) {
        return fixture.jdbc.sql("SELECT COUNT(*) FROM audit_entry").query(Long.class).single();
    }

    /**
     * Each entry goes on where the one before ended, and the last one ended where it now stands.
     */
    private static void assertLegal(QueueFixture fixture, long procoreId) {
        Optional<ChangeOrderRow> row = row(fixture, procoreId);
        if (row.isEmpty()) {
            return;
        }
        List<String> steps = new ArrayList<>(fixture.history(row.get().id()));
        State now = NEEDS_ATTENTION;
        for (String step : steps) {
            String[] states = step.replaceFirst("^.*: ", "").split(" -> ");
            State to = State.valueOf(states[1]);
            assertThat(states[0]).as("%s", steps).isEqualTo(now.name());
            assertThat(to == now || LEGAL.get(now).contains(to)).as("%s", steps).isTrue();
            now = to;
        }
        assertThat(row.get().state()).as("%s", steps).isEqualTo(now);
    }
}
