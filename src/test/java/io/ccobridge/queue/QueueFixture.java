package io.ccobridge.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.changeorder.Vendor;
import io.ccobridge.report.ChangeOrderDetail;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A queue on an empty database, a clock that a test moves, and change orders to put through it. */
final class QueueFixture implements AutoCloseable {

    static final Caller PAT = new Caller("pat", Set.of(Role.PROJECT_MANAGER));
    static final Caller ANN = new Caller("ann", Set.of(Role.APPROVER));
    static final Caller ADA = new Caller("ada", Set.of(Role.ADMIN));
    static final Problem NO_VENDOR =
            new Problem("vendor-linked", "Acme is not linked.", "Link it.");

    final HikariDataSource dataSource;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final TestClock clock = new TestClock("2026-11-23T12:00:00Z");
    final NumberBook numbers;
    final Arrivals arrivals;
    final ApprovalQueue queue;
    final Acceptances acceptances;
    final FailedMoves failed;
    final ResendMoves resends;
    ExportQueue exports;

    /** What the accounts say; as long as nothing is set, what the caller says. */
    Privileges privileges = Optional::of;

    QueueFixture(Databases.Engine engine) {
        this(engine, false);
    }

    QueueFixture(Databases.Engine engine, boolean sendByHand) {
        this(engine, sendByHand, new ApprovalRules(true, null, Duration.ZERO));
    }

    QueueFixture(Databases.Engine engine, boolean sendByHand, ApprovalRules rules) {
        dataSource = engine.open();
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        numbers =
                new NumberBook(
                        jdbc,
                        candidate -> IntStream.range(1, 200).mapToObj("S001-%03d"::formatted),
                        candidate -> IntStream.range(1, 200).mapToObj("%03d"::formatted));
        arrivals =
                new Arrivals(
                        jdbc,
                        transaction,
                        numbers,
                        sendByHand,
                        new DirectExport(false, Set.of(), rules),
                        clock);
        queue = new ApprovalQueue(jdbc, transaction, numbers, arrivals, rules, clock);
        acceptances =
                new Acceptances(
                        jdbc,
                        transaction,
                        numbers,
                        queue,
                        rules,
                        caller -> privileges.now(caller),
                        clock);
        failed = new FailedMoves(jdbc, transaction, numbers, clock);
        resends = new ResendMoves(jdbc, transaction, numbers, clock);
        exports = exports(engine, "node-1");
    }

    ExportQueue exports(Databases.Engine engine, String node) {
        return new ExportQueue(
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                engine == Databases.Engine.POSTGRESQL,
                new ExportQueue.Rules(
                        node,
                        Duration.ofMinutes(1),
                        3,
                        new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15)),
                        Duration.ofSeconds(10)),
                clock,
                new Random(42));
    }

    /** Change order {@code procoreId}, approved, with one line of 100.25. */
    Candidate candidate(long procoreId) {
        return candidate(procoreId, "approved", "100.25");
    }

    Candidate candidate(long procoreId, String status, String amount) {
        Vendor vendor = new Vendor(7L, "Acme Concrete", null, "ACME");
        ChangeOrder changeOrder =
                new ChangeOrder(
                        new Project(101, "Harbor Tower", "24-101", ZoneId.of("UTC"), null, null),
                        Long.toString(procoreId),
                        procoreId,
                        "002",
                        "Added footing",
                        "Footing at grid B",
                        status,
                        LocalDate.of(2026, 11, 20),
                        new BigDecimal(amount),
                        "USD",
                        55L,
                        new Commitment(
                                55,
                                Commitment.Kind.SUBCONTRACT,
                                "SC-001",
                                "Concrete",
                                vendor,
                                null,
                                "SC-001"),
                        List.of(
                                new Line(
                                        "1",
                                        "03-300.S",
                                        "03-300",
                                        "S",
                                        new BigDecimal(amount),
                                        "Footing")),
                        List.of());
        return new Candidate(
                changeOrder,
                new Link<>("24-101", Link.Source.RULE, new Job("24-101", "Harbor", "OWNER1", "A")),
                new Link<>(
                        "ACME",
                        Link.Source.PROCORE,
                        new SpectrumVendor("ACME", "Acme Concrete", true)),
                new Link<>("SC-001", Link.Source.PROCORE, "SC-001"),
                Map.of(
                        "03-300.S",
                        new Link<>(
                                "03300",
                                Link.Source.RULE,
                                new Phase("03300", "S", "Footings", "A"))),
                null);
    }

    /** The same before Procore showed its commitment. */
    Candidate withoutCommitment(Candidate candidate) {
        return with(null, null, candidate);
    }

    /** The same of a commitment with another contract company. */
    Candidate of(Vendor company, Candidate candidate) {
        return with(
                new Commitment(
                        55,
                        Commitment.Kind.SUBCONTRACT,
                        "SC-001",
                        "Concrete",
                        company,
                        null,
                        "SC-001"),
                candidate,
                candidate);
    }

    private static Candidate with(Commitment commitment, Candidate linked, Candidate candidate) {
        ChangeOrder whole = candidate.changeOrder();
        return new Candidate(
                new ChangeOrder(
                        whole.project(),
                        whole.key(),
                        whole.procoreId(),
                        whole.number(),
                        whole.title(),
                        whole.description(),
                        whole.status(),
                        whole.dateCreated(),
                        whole.total(),
                        whole.currency(),
                        whole.commitmentId(),
                        commitment,
                        whole.lines(),
                        whole.fieldProblems()),
                candidate.job(),
                linked == null ? null : linked.vendor(),
                linked == null ? null : linked.subcontract(),
                candidate.phases(),
                null);
    }

    /** Takes the candidate from Procore; with no problems it is parked. */
    long arrive(Candidate candidate, Problem... problems) {
        arrivals.arrive(
                numbers.propose(candidate),
                List.of(problems),
                "{\"change_order\": " + candidate.changeOrder().key() + "}",
                "digest-" + candidate.changeOrder().total());
        return id(candidate);
    }

    long id(Candidate candidate) {
        return jdbc.sql("SELECT id FROM every_change_order WHERE source_key = :key")
                .param("key", candidate.changeOrder().key())
                .query(Long.class)
                .single();
    }

    /** Parks and accepts a change order whose sums are these. */
    long accepted(long procoreId, Sum... sums) {
        Candidate candidate = candidate(procoreId);
        long id = arrive(candidate);
        accept(id, candidate, sums);
        return id;
    }

    void accept(long id, Candidate candidate, Sum... sums) {
        accept(id, candidate, ANN, sums);
    }

    void accept(long id, Candidate candidate, Caller by, Sum... sums) {
        Candidate proposed = numbers.propose(candidate);
        accept(id, row(id).version(), by, proposed, proposed.changeRequestNumber(), sums);
    }

    void accept(long id, Candidate candidate, String number, Sum... sums) {
        accept(id, row(id).version(), ANN, candidate, number, sums);
    }

    State accept(long id, int version, Caller by, Candidate candidate, String number, Sum... sums) {
        Candidate numbered = candidate.withChangeRequestNumber(number);
        Map<String, String> header = new LinkedHashMap<>();
        header.put("Company_Code", "ABC");
        header.put("Job_Number", "24-101");
        header.put("Customer_Code", "OWNER1");
        header.put("Change_Request_Number", numbered.changeRequestNumber());
        header.put("Subcontractor_Code", "ACME");
        header.put("Subcontract_Number", "SC-001");
        header.put(
                "Sub_Change_Order_Number",
                numbers.proposeSubChangeOrderNumber(candidate).orElseThrow());
        return acceptances.accept(
                id,
                version,
                by,
                numbered,
                new ExportPlan(numbered.changeRequestNumber(), header, List.of(sums)),
                Typed.NOTHING,
                "Accepted.");
    }

    /** Under the approval that it has, as nothing else differs. */
    void replay(long id, Caller by, String reason) {
        ChangeOrderRow row = row(id);
        if (row.exportId() == null) {
            throw Refusal.conflict("It was never accepted.");
        }
        StoredExport stored = new StoredExports(jdbc).get(row.exportId());
        resends.replay(
                id,
                by,
                reason,
                new Outlook(
                        stored,
                        row.changedSinceSent() ? Outlook.CHANGED : null,
                        List.of(),
                        List.of(),
                        List.of(),
                        stored.header()));
    }

    /** As an approver sees it. */
    JsonNode shown(long id) {
        return detail().get(id, ANN);
    }

    ChangeOrderDetail detail() {
        return new ChangeOrderDetail(
                jdbc,
                row ->
                        new ChangeOrderDetail.Outlook(
                                new ChangeOrderDetail.Links(null, null, null), List.of()),
                queue.openMoves(),
                new Timeline(jdbc, request -> "curl"),
                new ExportsReport(jdbc, clock),
                clock);
    }

    ChangeOrderRow row(long id) {
        return new ChangeOrderTable(jdbc).find(id).orElseThrow();
    }

    /** Of an export whose links and settings are what they were. */
    Outlook asApproved(long id) {
        StoredExport stored = new StoredExports(jdbc).get(row(id).exportId());
        return Outlook.of(stored, null, List.of(), stored.plan());
    }

    List<String> history(long id) {
        return jdbc.sql(
                        "SELECT actor, from_state, to_state FROM audit_entry WHERE change_order_id ="
                                + " :id ORDER BY id")
                .param("id", id)
                .query(
                        (row, number) ->
                                row.getString(1)
                                        + ": "
                                        + row.getString(2)
                                        + " -> "
                                        + row.getString(3))
                .list();
    }

    static Sum sum(String phase, String amount) {
        return new Sum(phase, "S", new BigDecimal(amount));
    }

    static Sum[] sums(int count) {
        return Stream.iterate(1, i -> i + 1)
                .limit(count)
                .map(i -> sum("0" + i, "10.00"))
                .toArray(Sum[]::new);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
