package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ANN;
import static io.ccobridge.queue.QueueFixture.sums;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.audit.Told;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.State;
import io.ccobridge.report.ChangeOrderList;
import io.ccobridge.report.StatusReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ParameterizedClass
@EnumSource(Databases.Engine.class)
class ArchiverTest {

    private static final Duration YEAR = Duration.ofDays(365);

    @Parameter Databases.Engine engine;

    private QueueFixture fixture;

    @BeforeEach
    void open() {
        fixture = new QueueFixture(engine);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theArchiveHasEveryColumnOfTheChangeOrdersAndTheViewHasBoth() {
        List<String> columns = columns("change_order");
        columns.add("archived_at");
        assertThat(columns("change_order_archive")).isEqualTo(columns);
        assertThat(columns("every_change_order")).isEqualTo(columns);
    }

    @Test
    void whatHasLongBeenSyncedGoesToTheArchiveAndIsStillShown() {
        long old = synced(1);
        fixture.clock.advance(YEAR);
        long young = synced(2);
        long waiting = fixture.accepted(3, sums(1));

        assertThat(archiver(YEAR).run()).isEqualTo(1);
        assertThat(Told.of(fixture.jdbc))
                .containsExactly(
                        "system: archive: 1 change orders, long synced and unchanged, went to the"
                                + " archive.");

        assertThat(ids("all")).containsExactly(young, waiting);
        assertThat(ids("archived")).containsExactly(old);
        assertThat(archiver(YEAR).run()).isZero();
        assertThat(fixture.row(old).state()).isEqualTo(State.SYNCED);
        assertThat(fixture.shown(old).path("archived_at").asText()).isNotEmpty();
        assertThat(fixture.shown(old).path("attempts")).hasSize(1);
        assertThat(fixture.shown(young).has("archived_at")).isFalse();
        assertThat(fixture.detail().history(old).get("items"))
                .last()
                .satisfies(
                        entry ->
                                assertThat(entry.reason())
                                        .startsWith("Archived: synced, and unchanged since 2026-"));
        assertThat(new ChangeOrderDocuments(fixture.jdbc).sent(old).body())
                .contains("change_order");
        StatusReport.Status status =
                new StatusReport(
                                fixture.jdbc,
                                fixture.clock,
                                new StatusReport.Sources(
                                        () -> null, () -> null, () -> null, () -> "", "", Map.of()))
                        .get();
        assertThat(status.archived()).isEqualTo(new StatusReport.Sum(1, "100.25", null));
        assertThat(status.changeOrders().get(State.SYNCED).count()).isEqualTo(1);
    }

    @Test
    void theTrailKnowsWhatAnArchivedOneComesTo() {
        long id = synced(1);
        fixture.clock.advance(YEAR);
        archiver(YEAR).run();

        assertThat(
                        fixture.jdbc
                                .sql(
                                        "SELECT amount FROM audit_entry WHERE change_order_id = :id"
                                                + " ORDER BY id DESC LIMIT 1")
                                .param("id", id)
                                .query(BigDecimal.class)
                                .single())
                .isEqualByComparingTo("100.25");
    }

    @Test
    void nothingIsMovedWithoutTheSetting() {
        synced(1);
        fixture.clock.advance(YEAR.multipliedBy(9));
        assertThat(archiver(Duration.ZERO).run()).isZero();
    }

    @Test
    void whatDriftedOrHasSomethingOpenStays() {
        long drifted = synced(1);
        fixture.arrive(fixture.candidate(1, "approved", "7.00"));
        long replayed = synced(2);
        fixture.jdbc
                .sql(
                        "INSERT INTO replay_item (replay_id, position, dead_letter_id,"
                                + " change_order_id, outcome) VALUES (1, 1, 1, :id, 'under way')")
                .param("id", replayed)
                .update();
        fixture.clock.advance(YEAR.multipliedBy(2));

        assertThat(archiver(YEAR).run()).isZero();
        assertThat(ids("all")).containsExactly(drifted, replayed);
    }

    @Test
    void manyAreMovedAFewAtATime() {
        long first = synced(1);
        fixture.jdbc
                .sql(
                        """
                        INSERT INTO change_order (project_id, source_key, state, version, changed_since_sent,
                            problems, attempts, created_at, updated_at)
                        SELECT c.project_id, 'more-' || a.id || '-' || b.id, c.state, c.version, FALSE, '[]', 1,
                            c.created_at, c.updated_at
                        FROM change_order c, audit_entry a, audit_entry b WHERE c.id = :id""")
                .param("id", first)
                .update();
        for (int i = 0; i < 5; i++) {
            fixture.jdbc
                    .sql(
                            """
                            INSERT INTO change_order (project_id, source_key, state, version, changed_since_sent,
                                problems, attempts, created_at, updated_at)
                            SELECT project_id, :prefix || source_key, state, version, FALSE, '[]', 1,
                                created_at, updated_at FROM change_order""")
                    .param("prefix", "again-" + i + "-")
                    .update();
        }
        int count = ids("synced").size();
        assertThat(count).isGreaterThan(200);
        fixture.clock.advance(YEAR);

        assertThat(archiver(YEAR).run()).isEqualTo(count);
        assertThat(
                        fixture.jdbc
                                .sql("SELECT COUNT(*) FROM change_order")
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void aChangeInProcoreTakesItOutOfTheArchiveAndRaisesTheDriftAlarm() {
        long id = synced(1);
        fixture.clock.advance(YEAR);
        archiver(YEAR).run();
        assertThat(fixture.arrivals.digests(101, List.of("1"))).containsKey("1");

        fixture.arrive(fixture.candidate(1, "approved", "7.00"));

        assertThat(ids("archived")).isEmpty();
        assertThat(ids("synced")).containsExactly(id);
        assertThat(fixture.row(id).changedSinceSent()).isTrue();
        assertThat(
                        fixture.jdbc
                                .sql(
                                        "SELECT reason FROM audit_entry WHERE change_order_id = :id ORDER BY id")
                                .param("id", id)
                                .query(String.class)
                                .list())
                .endsWith(
                        "Taken out of the archive.",
                        "Changed in Procore after it was sent. Spectrum holds what was accepted.");
    }

    @Test
    void anUnlinkTakesItOutOfTheArchiveAndItsNumberStaysTaken() {
        long id = synced(1);
        String number = fixture.row(id).changeRequestNumber();
        fixture.clock.advance(YEAR);
        archiver(YEAR).run();
        Candidate other = fixture.numbers.propose(fixture.candidate(2));
        assertThat(other.changeRequestNumber()).isNotEqualTo(number);
        assertThat(fixture.numbers.propose(fixture.candidate(1)).changeRequestNumber())
                .isEqualTo(number);

        fixture.queue.open(id, Move.UNLINK, null, ANN);
        fixture.queue.unlink(id, null, ANN, "deleted in Spectrum", true);

        assertThat(fixture.row(id).state()).isEqualTo(State.UNLINKED);
        assertThat(ids("returned")).containsExactly(id);
        assertThat(ids("archived")).isEmpty();
    }

    private Archiver archiver(Duration syncedAfter) {
        return new Archiver(
                fixture.jdbc,
                new TransactionTemplate(new JdbcTransactionManager(fixture.dataSource)),
                syncedAfter,
                fixture.clock);
    }

    @Test
    void whatIsDeletedInProcoreRaisesTheAlarmFromTheArchiveAsWell() {
        long old = synced(1);
        fixture.clock.advance(YEAR);
        archiver(YEAR).run();
        assertThat(ids("archived")).containsExactly(old);
        assertThat(fixture.arrivals.present(101)).containsEntry("1", 1L);

        fixture.arrivals.gone(101, "1");

        assertThat(ids("archived")).isEmpty();
        assertThat(fixture.row(old).state()).isEqualTo(State.SYNCED);
        assertThat(fixture.row(old).changedSinceSent()).isTrue();
        assertThat(fixture.arrivals.present(101)).isEmpty();
    }

    @Test
    void whatIsArchivedAndGetsAnotherCompanyIsLookedAtAndRaisesTheAlarm() {
        long old = synced(1);
        fixture.jdbc
                .sql("UPDATE change_order SET present_commitment = 'SC-001' WHERE id = :id")
                .param("id", old)
                .update();
        fixture.clock.advance(YEAR);
        archiver(YEAR).run();
        fixture.jdbc
                .sql(
                        "INSERT INTO procore_commitment (id, project_id, kind, vendor_id, seen_at)"
                                + " VALUES (55, 101, 'SUBCONTRACT', 8, CURRENT_TIMESTAMP)")
                .update();
        assertThat(ids("archived")).containsExactly(old);

        assertThat(fixture.arrivals.waits().withAnotherCompany(0)).containsExactly(old);
        fixture.arrivals.again(
                old,
                fixture.numbers.propose(fixture.candidate(1, "approved", "999.00")),
                List.of(),
                List.of(),
                List.of());

        assertThat(ids("archived")).isEmpty();
        assertThat(fixture.row(old).changedSinceSent()).isTrue();
    }

    private long synced(long procoreId) {
        long id = fixture.accepted(procoreId, sums(1));
        Claim claim = fixture.exports.claim(1).get(0);
        Call call = fixture.exports.nextCall(claim, (header, sum) -> "").orElseThrow();
        fixture.exports.accepted(call, "<ok/>", Duration.ofMillis(5));
        return id;
    }

    private List<Long> ids(String view) {
        ChangeOrderList list = new ChangeOrderList(fixture.jdbc, fixture.clock);
        List<Long> ids = new java.util.ArrayList<>();
        String after = null;
        do {
            Map<String, String> query =
                    new java.util.HashMap<>(Map.of("view", view, "per_page", "200"));
            if (after != null) {
                query.put("after", after);
            }
            ChangeOrderList.Page page = list.list(query);
            page.items().forEach(item -> ids.add(Long.valueOf(item.id())));
            after = page.next();
        } while (after != null);
        return ids;
    }

    private List<String> columns(String table) {
        return new java.util.ArrayList<>(
                fixture.jdbc
                        .sql(
                                "SELECT column_name FROM information_schema.columns WHERE table_schema"
                                        + " = CURRENT_SCHEMA AND table_name = :table ORDER BY"
                                        + " ordinal_position")
                        .param("table", table)
                        .query(String.class)
                        .list());
    }
}
