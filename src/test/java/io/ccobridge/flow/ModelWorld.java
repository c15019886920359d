package io.ccobridge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Destination;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Vendor;
import io.ccobridge.json.Json;
import io.ccobridge.link.Links;
import io.ccobridge.procore.Fetched;
import io.ccobridge.queue.Acceptances;
import io.ccobridge.queue.ApprovalQueue;
import io.ccobridge.queue.ApprovalRules;
import io.ccobridge.queue.Arrivals;
import io.ccobridge.queue.Backoff;
import io.ccobridge.queue.Call;
import io.ccobridge.queue.ChangeOrderDocuments;
import io.ccobridge.queue.Claim;
import io.ccobridge.queue.DirectExport;
import io.ccobridge.queue.ExportQueue;
import io.ccobridge.queue.FailedMoves;
import io.ccobridge.queue.Move;
import io.ccobridge.queue.NumberBook;
import io.ccobridge.queue.ResendMoves;
import io.ccobridge.queue.StoredExports;
import io.ccobridge.requirement.RequirementSettings;
import io.ccobridge.requirement.Requirements;
import io.ccobridge.spectrum.ChangeRequestNumbers;
import io.ccobridge.spectrum.LineSums;
import io.ccobridge.spectrum.Planner;
import io.ccobridge.spectrum.SpectrumSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The real intake, approval and export queues between a Procore and a Spectrum of a few lines: one
 * change order, everybody who does something with it, and what the approver saw when he last
 * looked.
 */
final class ModelWorld implements AutoCloseable {

    /** What may happen. */
    enum Step {
        EDIT,
        EDIT_BACK,
        MAKE_VOID,
        APPROVE,
        DELETE,
        RESTORE,
        CHANGE_COMPANY,
        CHANGE_LINK,
        REFRESH,
        POLL,
        SEND,
        RETRIEVE,
        LOOK,
        LOOK_AND_ACCEPT,
        ACCEPT,
        REJECT,
        UNLINK,
        EXPORT,
        EXPORT_FAILS,
        EXPORT_IS_LOST,
        REPLAY,
        DISCARD
    }

    /** What a person sees before a decision: the title, where it leads to, and the sums. */
    private record Seen(
            int version, String title, Map<String, String> leads, Map<String, BigDecimal> sums) {}

    /** From where to where people and the bridge move a change order (lifecycle, "States"). */
    private static final Map<State, Set<State>> LEGAL =
            Map.of(
                    State.NEEDS_ATTENTION,
                    Set.of(State.READY_TO_EXPORT),
                    State.READY_TO_EXPORT,
                    Set.of(State.NEEDS_ATTENTION, State.RETRIEVED, State.REJECTED, State.ACCEPTED),
                    State.RETRIEVED,
                    Set.of(State.READY_TO_EXPORT),
                    State.REJECTED,
                    Set.of(State.READY_TO_EXPORT),
                    State.ACCEPTED,
                    Set.of(State.SYNCED, State.FAILED_TO_EXPORT),
                    State.FAILED_TO_EXPORT,
                    Set.of(State.ACCEPTED, State.REJECTED, State.READY_TO_EXPORT),
                    State.SYNCED,
                    Set.of(State.UNLINKED),
                    State.UNLINKED,
                    Set.of(State.READY_TO_EXPORT));

    private static final Caller PAT = new Caller("pat", Set.of(Role.PROJECT_MANAGER));
    private static final Caller ANN = new Caller("ann", Set.of(Role.APPROVER));
    private static final Project TOWER =
            new Project(101, "Harbor Tower", "24-101", ZoneOffset.UTC, null, null);

    private final HikariDataSource dataSource;
    private final JdbcClient jdbc;
    private final TestClock clock = new TestClock("2026-11-23T12:00:00Z");
    private final ApprovalQueue queue;
    private final Arrivals arrivals;
    private final FailedMoves failed;
    private final FailedAgain again;
    private final ExportQueue exports;
    private final Intake intake;
    private final Approvals approvals;
    private final Map<Long, Seen> approved = new HashMap<>();

    // Procore, of the one change order of a sequence
    private long procoreId;
    private int amount;
    private String status;
    private boolean deleted;
    private long company;
    private long companyInCatalog;
    private Seen seen;
    private int exported;

    ModelWorld(Databases.Engine engine) {
        dataSource = engine.open();
        jdbc = JdbcClient.create(dataSource);
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(dataSource));
        NumberBook numbers =
                new NumberBook(
                        jdbc,
                        c -> ChangeRequestNumbers.changeRequestNumbers(c.changeOrder()),
                        c -> ChangeRequestNumbers.subChangeOrderNumbers(c.changeOrder()));
        ApprovalRules rules = new ApprovalRules(true, null, Duration.ZERO);
        arrivals =
                new Arrivals(
                        jdbc,
                        transaction,
                        numbers,
                        false,
                        new DirectExport(false, Set.of(), rules),
                        clock);
        queue = new ApprovalQueue(jdbc, transaction, numbers, arrivals, rules, clock);
        failed = new FailedMoves(jdbc, transaction, numbers, clock);
        exports =
                new ExportQueue(
                        jdbc,
                        transaction,
                        engine == Databases.Engine.POSTGRESQL,
                        new ExportQueue.Rules(
                                "node-1",
                                Duration.ofMinutes(1),
                                2,
                                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                                Duration.ofSeconds(10)),
                        clock,
                        new Random(42));
        intake =
                new Intake(
                        new Links(dataSource, false),
                        numbers,
                        new Requirements(RequirementSettings.DEFAULTS),
                        arrivals,
                        new ChangeOrderDocuments(jdbc),
                        this::assemble);
        Planner planner =
                new Planner(
                        new SpectrumSettings(
                                "http://x",
                                "ABC",
                                "secret",
                                SpectrumSettings.Auth.NONE,
                                null,
                                null,
                                "CR",
                                "E"));
        Acceptances acceptances =
                new Acceptances(jdbc, transaction, numbers, queue, rules, Optional::of, clock);
        Supplier<LocalDate> today = () -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        approvals =
                new Approvals(
                        queue,
                        acceptances,
                        new Decision(queue, acceptances, numbers, planner),
                        intake,
                        (project, key, id) -> fetch(),
                        true,
                        today);
        again =
                new FailedAgain(
                        queue,
                        new ResendMoves(jdbc, transaction, numbers, clock),
                        new StoredExports(jdbc),
                        intake,
                        planner,
                        (project, key, id) -> fetch(),
                        today);
        books();
    }

    private void books() {
        jdbc.sql("INSERT INTO spectrum_job VALUES ('24-101', 'Harbor Tower', 'OWNER1', 'A')")
                .update();
        for (String phase : List.of("03300", "05500")) {
            jdbc.sql("INSERT INTO spectrum_phase VALUES ('24-101', ?, 'S', 'Phase', 'A')")
                    .param(phase)
                    .update();
        }
        for (String vendor : List.of("V7", "V8")) {
            jdbc.sql("INSERT INTO spectrum_vendor VALUES (?, 'Vendor', TRUE)")
                    .param(vendor)
                    .update();
        }
    }

    // ---- Procore

    private String document() {
        return Json.writeAscii(Map.of("id", procoreId, "amount", amount, "status", status));
    }

    private ChangeOrder assemble(String document, long projectId) {
        JsonNode said = Json.read(document);
        int cents = said.path("amount").asInt();
        return new ChangeOrder(
                TOWER,
                said.path("id").asText(),
                said.path("id").asLong(),
                Long.toString(said.path("id").asLong()),
                "Change " + cents,
                null,
                said.path("status").asText(),
                LocalDate.of(2026, 11, 20),
                BigDecimal.valueOf(cents, 2),
                "USD",
                55L,
                new Commitment(
                        55,
                        Commitment.Kind.SUBCONTRACT,
                        "SC-001",
                        "Concrete",
                        new Vendor(
                                companyInCatalog,
                                "Company " + companyInCatalog,
                                null,
                                "V" + companyInCatalog),
                        null,
                        "SC-001"),
                // the first line again with the opposite sign, so that phases repeat and cancel out
                List.of(
                        line("03-300.S", 2 * cents),
                        line("05-500.S", cents),
                        line("03-300.S", -2 * cents)),
                List.of());
    }

    private static Line line(String code, int cents) {
        return new Line("1", code, code.substring(0, 6), "S", BigDecimal.valueOf(cents, 2), "Line");
    }

    private Optional<Fetched> fetch() {
        companyInCatalog = company;
        return deleted
                ? Optional.empty()
                : Optional.of(new Fetched(assemble(document(), 101), document(), null));
    }

    // ---- Everybody

    /** From a change order that was just approved in Procore. */
    void play(List<Step> steps) {
        procoreId++;
        amount = 10_000;
        status = "approved";
        deleted = false;
        company = 7;
        companyInCatalog = 7;
        seen = null;
        take(Step.POLL);
        steps.forEach(this::take);
        audit();
    }

    private void take(Step step) {
        clock.advance(Duration.ofMinutes(2));
        try {
            make(step);
        } catch (Refusal refused) {
            assertThat(refused.status()).as(refused.getMessage()).isIn(404, 409, 422);
        }
    }

    private void make(Step step) {
        switch (step) {
            case EDIT -> amount += 333;
            case EDIT_BACK -> amount = 10_000;
            case MAKE_VOID -> status = "void";
            case APPROVE -> status = "approved";
            case DELETE -> deleted = true;
            case RESTORE -> deleted = false;
            case CHANGE_COMPANY -> company = company == 7 ? 8 : 7;
            case CHANGE_LINK -> changeLink();
            case REFRESH -> {
                companyInCatalog = company;
                intake.recheck(id());
            }
            case POLL -> poll();
            case SEND -> approvals.send(open(Move.SEND, PAT, null));
            case RETRIEVE -> approvals.retrieve(open(Move.RETRIEVE, PAT, null));
            case LOOK -> look();
            case LOOK_AND_ACCEPT -> {
                look();
                accept();
            }
            case ACCEPT -> accept();
            case REJECT -> approvals.reject(open(Move.REJECT, ANN, null));
            case UNLINK -> approvals.unlink(open(Move.UNLINK, ANN, null));
            case EXPORT -> export(Step.EXPORT);
            case EXPORT_FAILS -> export(Step.EXPORT_FAILS);
            case EXPORT_IS_LOST -> export(Step.EXPORT_IS_LOST);
            case REPLAY -> again.replay(id(), ANN, "Again", true);
            case DISCARD -> failed.discard(id(), ANN, "No more");
        }
    }

    private void changeLink() {
        String now =
                jdbc.sql("SELECT COUNT(*) FROM manual_link").query(Long.class).single() == 0
                        ? "in"
                        : "out";
        if (now.equals("in")) {
            jdbc.sql(
                            "INSERT INTO manual_link (kind, procore_id, spectrum_code, linked_by,"
                                    + " linked_at) VALUES ('commitments', '55', 'SC-009', 'ada',"
                                    + " CURRENT_TIMESTAMP)")
                    .update();
        }
        // what the routes do after it
        new Waiting(arrivals.waits(), clock)
                .forDeletedLink("commitments", Map.of("procore_id", "55"))
                .forEachRemaining(intake::recheck);
    }

    private void poll() {
        if (deleted) {
            intake.gone(101, Long.toString(procoreId));
        } else {
            intake.keep(intake.linkAndCheck(assemble(document(), 101)), document(), "digest");
        }
    }

    /** What the API shows to the approver now. */
    private void look() {
        Candidate shown = intake.sent(id()).candidate();
        seen =
                new Seen(
                        jdbc.sql("SELECT version FROM change_order WHERE id = ?")
                                .param(id())
                                .query(Integer.class)
                                .single(),
                        shown.changeOrder().title(),
                        Destination.of(shown).codes(),
                        sums(shown));
    }

    private static Map<String, BigDecimal> sums(Candidate candidate) {
        Map<String, BigDecimal> sums = new HashMap<>();
        LineSums.of(candidate).forEach(sum -> sums.put(sum.phase(), sum.amount()));
        return sums;
    }

    private void accept() {
        if (seen == null) {
            return;
        }
        Approvals.Request request = open(Move.ACCEPT, ANN, seen.version());
        approvals.confirm(request);
        approvals.accept(request);
        // what he saw is what Procore says at this moment, and nothing else gets this far
        assertThat(seen.title()).isEqualTo("Change " + amount);
        assertThat(seen.leads().get(Destination.VENDOR)).isEqualTo("V" + company);
        assertThat(status).isEqualTo("approved");
        assertThat(deleted).isFalse();
        approved.put(id(), seen);
    }

    private Approvals.Request open(Move move, Caller by, Integer version) {
        Map<String, Object> body = new HashMap<>(Map.of("reason", "Because"));
        if (version != null) {
            body.put("version", version);
        }
        return approvals.open(Long.toString(id()), move, by, Json.mapper().valueToTree(body));
    }

    // ---- Spectrum

    private void export(Step how) {
        for (Claim claim : exports.claim(10)) {
            Optional<Call> next = exports.nextCall(claim, (header, sum) -> "<x/>");
            while (next.isPresent()) {
                Call call = next.get();
                isApproved(call);
                ExportQueue.Next then =
                        switch (how) {
                            case EXPORT_FAILS ->
                                    call.position() == 1
                                            ? exports.accepted(call, "", Duration.ZERO)
                                            : exports.rejected(
                                                    call,
                                                    "CR_Phase_Code",
                                                    "Closed",
                                                    "",
                                                    Duration.ZERO);
                            case EXPORT_IS_LOST ->
                                    exports.unknown(call, "No answer", null, Duration.ZERO);
                            default -> exports.accepted(call, "", Duration.ZERO);
                        };
                next =
                        then == ExportQueue.Next.STOP
                                ? Optional.empty()
                                : exports.nextCall(claim, (header, sum) -> "<x/>");
            }
        }
    }

    private void isApproved(Call call) {
        exported++;
        Seen by = approved.get(call.claim().changeOrderId());
        assertThat(by).as("somebody has accepted it").isNotNull();
        assertThat(call.header())
                .containsEntry("Subcontractor_Code", by.leads().get(Destination.VENDOR))
                .containsEntry("Subcontract_Number", by.leads().get(Destination.SUBCONTRACT))
                .containsEntry("Job_Number", by.leads().get(Destination.JOB))
                .containsEntry("CR_Description", by.title());
        assertThat(call.sum().amount())
                .isEqualByComparingTo(by.sums().getOrDefault(call.sum().phase(), BigDecimal.ZERO));
    }

    // ---- What was done

    private void audit() {
        State at = State.NEEDS_ATTENTION;
        for (State[] move :
                jdbc.sql(
                                "SELECT from_state, to_state FROM audit_entry WHERE change_order_id ="
                                        + " ? ORDER BY id")
                        .param(id())
                        .query(
                                (row, number) ->
                                        new State[] {
                                            State.valueOf(row.getString(1)),
                                            State.valueOf(row.getString(2))
                                        })
                        .list()) {
            assertThat(move[0]).isEqualTo(at);
            if (move[1] != at) {
                assertThat(LEGAL.get(at)).contains(move[1]);
            }
            at = move[1];
        }
        assertThat(at.name())
                .isEqualTo(
                        jdbc.sql("SELECT state FROM change_order WHERE id = ?")
                                .param(id())
                                .query(String.class)
                                .single());
    }

    private long id() {
        return jdbc.sql("SELECT id FROM change_order WHERE source_key = ?")
                .param(Long.toString(procoreId))
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        assertThat(exported).as("the sequences get as far as Spectrum").isPositive();
        dataSource.close();
    }
}
