package io.ccobridge.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Awaited.Kind;
import io.ccobridge.changeorder.Awaited.Lack;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.State;
import io.ccobridge.flow.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaitsTest {

    private static final Awaited VENDOR =
            new Awaited(Kind.VENDOR, Lack.NOT_LINKED, "7", null, "Acme", "Acme is not linked.");
    private static final Awaited PHASE =
            new Awaited(
                    Kind.PHASE,
                    Lack.NOT_THERE,
                    "03-300.S",
                    "03300.S",
                    "Cost code 03-300.S",
                    "Spectrum has no such phase.");

    private static long waiting(QueueFixture fixture, long procoreId, Awaited... things) {
        return fixture.arrivals
                .arrive(
                        fixture.numbers.propose(fixture.candidate(procoreId)),
                        List.of(QueueFixture.NO_VENDOR),
                        List.of(things),
                        "{\"change_order\": " + procoreId + "}",
                        "digest")
                .id();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsWaitedForIsKeptWithItsTimeUntilItHasCome(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Waits waits = fixture.arrivals.waits();
            Instant first = fixture.clock.instant();
            long id = waiting(fixture, 1, PHASE, VENDOR);
            assertThat(waits.of(id))
                    .containsExactly(new Waits.Wait(VENDOR, first), new Waits.Wait(PHASE, first));

            fixture.clock.advance(Duration.ofHours(1));
            var candidate = fixture.numbers.propose(fixture.candidate(1));
            var problems = List.of(QueueFixture.NO_VENDOR);
            Awaited linked =
                    new Awaited(Kind.VENDOR, Lack.NOT_THERE, "7", "ACME", "Acme", "No ACME.");
            fixture.arrivals.again(id, candidate, problems, List.of(linked), List.of("a, b"));
            assertThat(waits.of(id)).containsExactly(new Waits.Wait(linked, first));
            assertThat(reasons(fixture, id)).doesNotContain("Freed");

            fixture.arrivals.again(
                    id, candidate, List.of(), List.of(), List.of("vendor ACME appeared"));
            assertThat(waits.of(id)).isEmpty();
            assertThat(fixture.row(id).state()).isEqualTo(State.READY_TO_EXPORT);
            assertThat(reasons(fixture, id))
                    .endsWith("Freed by: vendor ACME appeared; it meets every requirement.");
        }
    }

    private static String reasons(QueueFixture fixture, long id) {
        return String.join(
                "\n",
                fixture.jdbc
                        .sql("SELECT reason FROM audit_entry WHERE change_order_id = ? ORDER BY id")
                        .param(id)
                        .query(String.class)
                        .list());
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whoSendsInVainSeesWhatItWaitsForNow(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = waiting(fixture, 1, PHASE);
            assertThatThrownBy(
                            () ->
                                    fixture.queue.send(
                                            id,
                                            null,
                                            fixture.numbers.propose(fixture.candidate(1)),
                                            List.of(QueueFixture.NO_VENDOR),
                                            List.of(VENDOR),
                                            "{}",
                                            new Caller("pat", Set.of(Role.PROJECT_MANAGER))))
                    .isInstanceOf(Refusal.class);
            assertThat(fixture.arrivals.waits().of(id))
                    .extracting(Waits.Wait::thing)
                    .containsExactly(VENDOR);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLinkConcernsThoseAloneThatWaitForItAndAProjectsThoseOfItsPhasesToo(
            Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Waits waits = fixture.arrivals.waits();
            long vendor = waiting(fixture, 1, VENDOR);
            long phase = waiting(fixture, 2, PHASE);
            long both = waiting(fixture, 3, PHASE, VENDOR);
            long commitment =
                    waiting(
                            fixture,
                            4,
                            new Awaited(Kind.COMMITMENT, Lack.NOT_LINKED, "7", null, "SC", "Not."));
            assertThat(waits.concernedByLink("vendors", "7", 0)).containsExactly(vendor, both);
            assertThat(waits.concernedByLink("vendors", "7", vendor)).containsExactly(both);
            assertThat(waits.concernedByLink("commitments", "7", 0)).containsExactly(commitment);
            assertThat(waits.concernedByLink("cost-codes", "03-300.S", 0))
                    .containsExactly(phase, both);
            assertThat(waits.concernedByLink("projects", "101", 0)).containsExactly(phase, both);
            assertThat(waits.concernedByLink("projects", "102", 0)).isEmpty();

            Instant now = fixture.clock.instant();
            link(fixture, "vendors", "7", now);
            link(fixture, "projects", "101", now.minusSeconds(1));
            assertThat(waits.concernedByLinksSince("vendors", now, 0))
                    .containsExactly(vendor, both);
            assertThat(waits.concernedByLinksSince("projects", now, 0)).isEmpty();
            assertThat(waits.concernedByLinksSince("projects", now.minusSeconds(1), 0))
                    .containsExactly(phase, both);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aLinkConcernsThoseThatAreParkedAndLeadToSpectrumByIt(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Waits waits = fixture.arrivals.waits();
            long id = fixture.arrive(fixture.candidate(1));
            assertThat(waits.concernedByLink("vendors", "7", 0)).containsExactly(id);
            assertThat(waits.concernedByLink("commitments", "55", 0)).containsExactly(id);
            assertThat(waits.concernedByLink("projects", "101", 0)).containsExactly(id);
            assertThat(waits.concernedByLink("cost-codes", "03-300.S", 0)).containsExactly(id);
            assertThat(waits.concernedByLink("cost-codes", "03_300.S", 0)).isEmpty();
            assertThat(waits.concernedByLink("cost-codes", "\"%\\", 0)).isEmpty();
            assertThat(waits.concernedByLink("vendors", "8", 0)).isEmpty();
        }
    }

    private static void link(QueueFixture fixture, String kind, String id, Instant at) {
        fixture.jdbc
                .sql(
                        "INSERT INTO manual_link (kind, procore_id, spectrum_code, linked_by,"
                                + " linked_at) VALUES (?, ?, 'X', 'ann', ?)")
                .params(kind, id, OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    /**
     * Ten thousand that wait for twenty things: one thing comes, and who waits for the others
     * rests.
     */
    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void ofTenThousandOnlyTheFirstOfEachThingAndThoseConcernedAreLookedAt(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            fixture.jdbc
                    .sql(
                            """
                            INSERT INTO change_order (project_id, source_key, state, version, changed_since_sent,
                                problems, attempts, present_fingerprint, created_at, updated_at)
                            WITH RECURSIVE counted(n) AS
                                (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 10000)
                            SELECT 101, 'k' || n, 'NEEDS_ATTENTION', 1, FALSE, '[]', 0, 'x',
                                CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM counted""")
                    .update();
            fixture.jdbc
                    .sql(
                            """
                            INSERT INTO awaited (change_order_id, kind, procore_id, project_id, lack, code, name,
                                message, since)
                            SELECT id, 'vendor', CAST(MOD(id, 20) AS VARCHAR(20)), project_id, 'NOT_THERE', 'ACME',
                                'Acme', 'No.', CURRENT_TIMESTAMP FROM change_order""")
                    .update();
            Waiting waiting = new Waiting(fixture.arrivals.waits(), fixture.clock);

            List<Waits.Thing> things = waiting.things();
            assertThat(things).hasSize(20);
            assertThat(list(waiting.othersOf(things))).as("nothing has come").isEmpty();

            // the first that waits for vendor 7 was looked at, and does not wait any more
            Waits.Thing come =
                    things.stream()
                            .filter(thing -> thing.procoreId().equals("7"))
                            .findFirst()
                            .orElseThrow();
            fixture.jdbc
                    .sql("DELETE FROM awaited WHERE change_order_id = ?")
                    .param(come.first())
                    .update();
            List<Long> others = list(waiting.othersOf(things));
            assertThat(others).hasSize(499).allMatch(id -> id % 20 == 7).isSorted();

            Iterator<Long> all = waiting.all();
            assertThat(waiting.some(all)).hasSize(200);
            assertThat(list(all)).hasSize(9_800);
        }
    }

    private static List<Long> list(Iterator<Long> ids) {
        List<Long> list = new ArrayList<>();
        ids.forEachRemaining(list::add);
        return list;
    }

    @Test
    void whatIsVoidOrGoneIsNotLookedAtAgainAndWaitsForNothing() {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            long id = waiting(fixture, 1, VENDOR);
            fixture.arrivals.gone(101, "1");
            assertThat(fixture.arrivals.waits().of(id)).isEmpty();
            assertThat(fixture.arrivals.waits().all(0)).isEmpty();
            assertThat(
                            fixture.arrivals.again(
                                    id,
                                    fixture.numbers.propose(fixture.candidate(1)),
                                    List.of(),
                                    List.of(),
                                    List.of("whatever")))
                    .isFalse();
            assertThat(fixture.row(id).state()).isEqualTo(State.NEEDS_ATTENTION);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void thoseWhoseCommitmentHasAnotherCompanyThanWhenTheyWereLookedAtAreFound(
            Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = fixture.arrive(fixture.candidate(1));
            commitment(fixture, 7L);
            assertThat(fixture.arrivals.waits().withAnotherCompany(0)).isEmpty();
            fixture.jdbc.sql("UPDATE procore_commitment SET vendor_id = 8").update();
            assertThat(fixture.arrivals.waits().withAnotherCompany(0)).containsExactly(id);
            assertThat(fixture.arrivals.waits().withAnotherCompany(id)).isEmpty();
            fixture.jdbc.sql("UPDATE procore_commitment SET vendor_id = NULL").update();
            assertThat(fixture.arrivals.waits().withAnotherCompany(0)).containsExactly(id);
        }
    }

    private static void commitment(QueueFixture fixture, long vendorId) {
        fixture.jdbc
                .sql(
                        "INSERT INTO procore_commitment (id, project_id, kind, vendor_id, seen_at)"
                                + " VALUES (55, 101, 'SUBCONTRACT', ?, CURRENT_TIMESTAMP)")
                .param(vendorId)
                .update();
    }
}
