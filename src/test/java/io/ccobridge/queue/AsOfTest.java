package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.ANN;
import static io.ccobridge.queue.QueueFixture.NO_VENDOR;
import static io.ccobridge.queue.QueueFixture.PAT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import io.ccobridge.procore.Catalog;
import io.ccobridge.procore.DocumentReader;
import io.ccobridge.procore.StoredDocuments;
import io.ccobridge.reconciliation.Documents;
import io.ccobridge.reconciliation.Reconciliation;
import io.ccobridge.spectrum.LineSums;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to change orders, in whatever order: what the reconciliation says later of a
 * moment is what it said at that moment.
 */
class AsOfTest {

    private static final int STEPS = 80;
    private static final int CHANGE_ORDERS = 5;

    private QueueFixture fixture;
    private Reconciliation reconciliation;
    private Random random;

    private void open(Databases.Engine engine, long seed) {
        random = new Random(seed);
        fixture = new QueueFixture(engine);
        StoredDocuments documents =
                new StoredDocuments(
                        new DocumentReader(ZoneOffset.UTC, "."),
                        new Catalog(fixture.dataSource, fixture.clock));
        reconciliation =
                new Reconciliation(
                        fixture.dataSource,
                        new Documents() {
                            @Override
                            public ChangeOrder read(String body, long projectId) {
                                return documents.alone(body, projectId);
                            }

                            @Override
                            public Optional<Instant> updatedAt(String body) {
                                return StoredDocuments.updatedAt(body);
                            }
                        },
                        ZoneOffset.UTC,
                        fixture.clock);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsSaidLaterOfAMomentIsWhatWasSaidThen(Databases.Engine engine) {
        long seed = Long.getLong("seed", System.nanoTime());
        open(engine, seed);
        Map<Instant, JsonNode> then = new LinkedHashMap<>();
        for (int i = 0; i < STEPS; i++) {
            step();
            fixture.clock.advance(Duration.ofSeconds(7));
            then.put(fixture.clock.instant(), answer(Map.of()));
            // never at the very moment that was asked for
            fixture.clock.advance(Duration.ofSeconds(1 + random.nextInt(200)));
        }
        fixture.clock.advance(Duration.ofDays(3));
        int exact = 0;
        for (Map.Entry<Instant, JsonNode> one : then.entrySet()) {
            JsonNode later = answer(Map.of("as_of", one.getKey().toString()));
            String about = "seed " + seed + " at " + one.getKey();
            assertAddsUp(later, about);
            if (later.path("notes").toString().contains("cannot be told exactly")) {
                // only whether Spectrum may hold something is in doubt, never what it does hold
                assertThat(later.at("/totals/spectrum"))
                        .as(about)
                        .isEqualTo(one.getValue().at("/totals/spectrum"));
                assertThat(later.at("/totals/procore"))
                        .as(about)
                        .isEqualTo(one.getValue().at("/totals/procore"));
            } else {
                exact++;
                assertThat(rows(later)).as(about).isEqualTo(rows(one.getValue()));
                assertThat(later.path("totals")).as(about).isEqualTo(one.getValue().path("totals"));
            }
        }
        assertThat(exact).as("exact of %s, seed %s", STEPS, seed).isGreaterThan(STEPS / 4);
    }

    private JsonNode answer(Map<String, String> query) {
        return Json.mapper().valueToTree(reconciliation.answer(query));
    }

    /** What explains the difference, a line for each, so that a failure can be read. */
    private static List<String> rows(JsonNode answer) {
        List<String> rows = new ArrayList<>();
        for (JsonNode item : answer.path("items")) {
            for (JsonNode reason : item.path("reasons")) {
                for (JsonNode changeOrder : reason.path("change_orders")) {
                    rows.add(reason.path("reason").asText() + " " + changeOrder);
                }
            }
        }
        return rows;
    }

    static void assertAddsUp(JsonNode answer, String about) {
        BigDecimal all = BigDecimal.ZERO;
        for (JsonNode item : answer.path("items")) {
            BigDecimal reasons = BigDecimal.ZERO;
            for (JsonNode reason : item.path("reasons")) {
                BigDecimal changeOrders = BigDecimal.ZERO;
                for (JsonNode changeOrder : reason.path("change_orders")) {
                    changeOrders = changeOrders.add(money(changeOrder, "amount"));
                }
                assertThat(changeOrders).as(about).isEqualByComparingTo(money(reason, "amount"));
                reasons = reasons.add(changeOrders);
            }
            assertThat(reasons).as(about).isEqualByComparingTo(money(item, "difference"));
            all = all.add(reasons);
        }
        assertThat(all).as(about).isEqualByComparingTo(money(answer.path("totals"), "difference"));
    }

    private static BigDecimal money(JsonNode object, String field) {
        return new BigDecimal(object.path(field).asText());
    }

    // ---- What happens

    private String step() {
        String step = "nothing";
        for (int i = 0; i < 8 && step.startsWith("nothing"); i++) {
            step = tryStep();
        }
        return step;
    }

    private String tryStep() {
        int which = 1 + random.nextInt(CHANGE_ORDERS);
        try {
            return switch (random.nextInt(10)) {
                case 0 -> arrive(which, "approved");
                case 1 -> arrive(which, random.nextInt(4) == 0 ? "void" : "approved");
                case 2, 3, 4, 5 -> export();
                default -> move(which);
            };
        } catch (Refusal refused) {
            return "nothing, it is refused";
        }
    }

    private String arrive(int which, String status) {
        Candidate candidate = candidate(which, status);
        List<Problem> problems =
                !status.equals("approved")
                        ? List.of(new Problem("status-approved", "It is void.", "Approve it."))
                        : random.nextInt(3) == 0 ? List.of(NO_VENDOR) : List.of();
        fixture.arrivals.arrive(
                fixture.numbers.propose(candidate), problems, document(candidate), null);
        return which + " arrives " + status;
    }

    private Candidate candidate(int which, String status) {
        return fixture.candidate(
                which, status, BigDecimal.valueOf(random.nextInt(20_000) - 5_000L, 2).toString());
    }

    private Candidate present(int which) {
        String body =
                fixture.jdbc
                        .sql(
                                "SELECT d.body FROM change_order c JOIN document d ON d.id ="
                                        + " c.present_document_id WHERE c.source_key = :key")
                        .param("key", Integer.toString(which))
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> Refusal.unknown("not there yet"));
        JsonNode said = Json.read(body).path("change_order");
        return fixture.candidate(
                which, said.path("status").asText(), said.path("grand_total").asText());
    }

    private String move(int which) {
        Candidate candidate = present(which);
        long id = fixture.id(candidate);
        Move move =
                switch (random.nextInt(12)) {
                    case 0, 1 -> Move.SEND;
                    case 2 -> Move.RETRIEVE;
                    case 3 -> Move.REJECT;
                    case 4 -> Move.UNLINK;
                    case 5 -> Move.REPLAY;
                    case 6 -> random.nextBoolean() ? Move.DISCARD : Move.RESTORE;
                    case 7 -> random.nextBoolean() ? Move.DONE_BY_HAND : Move.REPLAY;
                    default -> Move.ACCEPT;
                };
        if (move == Move.REPLAY && fixture.row(id).exportId() == null) {
            return "nothing, it was never accepted";
        }
        switch (move) {
            case SEND ->
                    fixture.queue.send(
                            id,
                            null,
                            fixture.numbers.propose(candidate),
                            candidate.changeOrder().approved()
                                    ? List.of()
                                    : List.of(new Problem("status-approved", "Void.", "Mend.")),
                            List.of(),
                            document(candidate),
                            PAT);
            case RETRIEVE -> fixture.queue.retrieve(id, null, PAT);
            case REJECT -> fixture.queue.reject(id, null, ANN, "Not so");
            case UNLINK -> fixture.queue.unlink(id, null, ANN, "Deleted there", true);
            case REPLAY -> fixture.replay(id, ADA, "again");
            case DISCARD -> fixture.failed.discard(id, ADA, "given up");
            case RESTORE -> fixture.failed.restore(id, ADA, "taken back");
            case DONE_BY_HAND ->
                    fixture.failed.doneByHand(id, ADA, "typed in", "H" + random.nextInt(999));
            case ACCEPT -> accept(id, candidate);
            default -> throw new IllegalStateException();
        }
        return which + " " + move;
    }

    private void accept(long id, Candidate candidate) {
        BigDecimal total = candidate.changeOrder().total();
        BigDecimal part = BigDecimal.valueOf(random.nextInt(5_000), 2);
        String[] phases = {"03300", "05500", "09900"};
        int first = random.nextInt(3);
        List<Sum> wanted =
                List.of(
                        new Sum(phases[first], "S", part),
                        new Sum(phases[(first + 1) % 3], "S", total.subtract(part)));
        fixture.accept(
                id, candidate, LineSums.with(wanted, fixture.queue.held(id)).toArray(Sum[]::new));
    }

    private String export() {
        for (Claim claim : fixture.exports.claim(1)) {
            StringBuilder told = new StringBuilder("export " + claim.changeOrderId());
            for (int line = 0; line < 3; line++) {
                Call call = fixture.exports.nextCall(claim, (header, sum) -> "<x/>").orElse(null);
                if (call == null) {
                    return told.toString();
                }
                int outcome = random.nextInt(12);
                told.append(' ').append(outcome);
                ExportQueue.Next next =
                        switch (outcome) {
                            case 0 ->
                                    fixture.exports.rejected(
                                            call, "CR_Phase_Code", "closed", "", Duration.ZERO);
                            case 1 -> fixture.exports.unknown(call, "no answer", "", Duration.ZERO);
                            case 2 ->
                                    fixture.exports.later(
                                            call, random.nextInt(4) > 0, "busy", "", Duration.ZERO);
                            // cut off: the attempt stands without an answer
                            case 3 -> ExportQueue.Next.STOP;
                            default -> fixture.exports.accepted(call, "<ok/>", Duration.ZERO);
                        };
                if (next == ExportQueue.Next.STOP) {
                    return told.toString();
                }
                fixture.clock.advance(Duration.ofMillis(1));
            }
            return told.append(" given up").toString();
        }
        return "nothing to export";
    }

    private String document(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        ObjectNode document = Json.mapper().createObjectNode();
        document.putObject("change_order")
                .put("id", changeOrder.procoreId())
                .put("contract_id", changeOrder.commitmentId())
                .put("number", changeOrder.number())
                .put("title", changeOrder.title())
                .put("description", changeOrder.description())
                .put("status", changeOrder.status())
                .put("grand_total", changeOrder.total().toPlainString())
                .put("created_at", "2026-11-20T12:00:00Z")
                .put("updated_at", fixture.clock.instant().toString());
        ObjectNode line = document.putArray("lines").addObject();
        line.put("id", "1").put("amount", changeOrder.total().toPlainString());
        line.put("description", "Footing");
        line.putObject("wbs_code").put("flat_code", "03-300.S");
        return Json.writeAscii(document);
    }
}
