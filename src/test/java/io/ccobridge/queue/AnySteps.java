package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.ANN;
import static io.ccobridge.queue.QueueFixture.NO_VENDOR;
import static io.ccobridge.queue.QueueFixture.PAT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.changeorder.Vendor;
import io.ccobridge.json.Json;
import io.ccobridge.spectrum.LineSums;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What Procore, people and Spectrum do with a few change orders, in any order. */
final class AnySteps {

    private static final int CHANGE_ORDERS = 3;
    private static final Caller BEN = new Caller("ben", Set.of(Role.APPROVER));
    private static final Problem VOID =
            new Problem("status-approved", "It is void.", "Approve it.");

    private final QueueFixture fixture;
    private final Random random;
    final AnyFailedMoves failed;

    AnySteps(QueueFixture fixture, Random random) {
        this.fixture = fixture;
        this.random = random;
        this.failed = new AnyFailedMoves(fixture, random);
    }

    /**
     * @return what was done, in words
     */
    String next() {
        String step = "nothing";
        for (int i = 0; i < 20 && step.startsWith("nothing"); i++) {
            step = tryOne();
        }
        return step;
    }

    private String tryOne() {
        int which = 1 + random.nextInt(CHANGE_ORDERS);
        try {
            return switch (random.nextInt(20)) {
                case 0 -> procore(which);
                case 1, 2, 3, 4, 5 -> export();
                case 6, 7, 8, 9, 10, 11 -> failed.move();
                default -> move(which);
            };
        } catch (Refusal refused) {
            return "nothing, it is refused: " + refused.getMessage();
        }
    }

    // ---- Procore

    private String procore(int which) {
        return switch (random.nextInt(8)) {
            case 0 -> arrive(which, "void");
            case 1, 2 -> gone(which);
            case 3 -> archive();
            case 4 -> anotherCompany(which);
            default -> arrive(which, "approved");
        };
    }

    /** Approved and meeting every requirement. */
    long arrives(int which, String total) {
        Candidate candidate = fixture.candidate(which, "approved", total);
        fixture.arrivals.arrive(
                fixture.numbers.propose(candidate), List.of(), document(candidate), null);
        return fixture.id(candidate);
    }

    private String arrive(int which, String status) {
        Candidate candidate = candidate(which, status);
        List<Problem> problems =
                !status.equals("approved")
                        ? List.of(VOID)
                        : random.nextInt(3) == 0 ? List.of(NO_VENDOR) : List.of();
        fixture.arrivals.arrive(
                fixture.numbers.propose(candidate), problems, document(candidate), null);
        return which + " arrives " + status;
    }

    private String gone(int which) {
        if (!fixture.arrivals.present(101).containsKey(Integer.toString(which))) {
            return "nothing, it is not there";
        }
        fixture.arrivals.gone(101, Integer.toString(which));
        return which + " is gone";
    }

    /** Under the same name, since names are told as they are now; no document says so. */
    private String anotherCompany(int which) {
        Candidate candidate = present(which);
        Vendor other = new Vendor(8L, "Acme Concrete", null, "ACME");
        fixture.arrivals.again(
                fixture.id(candidate),
                fixture.of(other, candidate),
                candidate.changeOrder().approved() ? List.of() : List.of(VOID),
                null,
                List.of());
        return which + " is of another company";
    }

    private String archive() {
        int moved =
                new Archiver(
                                fixture.jdbc,
                                fixture.transaction,
                                Duration.ofMinutes(10),
                                fixture.clock)
                        .run();
        return moved == 0 ? "nothing to archive" : "archived " + moved;
    }

    /** One of few, so that it also changes back; beyond 40.00 it takes two people. */
    private Candidate candidate(int which, String status) {
        return fixture.candidate(
                which, status, BigDecimal.valueOf((random.nextInt(4) - 1) * 3_025L, 2).toString());
    }

    Candidate present(int which) {
        String body =
                fixture.jdbc
                        .sql(
                                "SELECT d.body FROM every_change_order c JOIN document d ON d.id ="
                                        + " c.present_document_id WHERE c.source_key = :key")
                        .param("key", Integer.toString(which))
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> Refusal.unknown("not there yet"));
        JsonNode said = Json.read(body).path("change_order");
        return fixture.candidate(
                which, said.path("status").asText(), said.path("grand_total").asText());
    }

    String document(Candidate candidate) {
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

    // ---- People

    private String move(int which) {
        Candidate candidate = present(which);
        long id = fixture.id(candidate);
        Move move =
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> Move.SEND;
                    case 3 -> Move.RETRIEVE;
                    case 4 -> Move.REJECT;
                    case 5 -> Move.UNLINK;
                    case 6 -> Move.UNDO;
                    case 7 -> random.nextBoolean() ? Move.STOP_TRYING : Move.TRY_NOW;
                    default -> Move.ACCEPT;
                };
        switch (move) {
            case SEND ->
                    fixture.queue.send(
                            id,
                            null,
                            fixture.numbers.propose(candidate),
                            candidate.changeOrder().approved() ? List.of() : List.of(VOID),
                            List.of(),
                            document(candidate),
                            PAT);
            case RETRIEVE -> fixture.queue.retrieve(id, null, PAT);
            case REJECT -> fixture.queue.reject(id, null, ANN, "Not so");
            case UNLINK ->
                    fixture.queue.unlink(id, null, ANN, "Deleted there", random.nextBoolean());
            case UNDO -> fixture.acceptances.undo(id, null, ANN, "Not yet");
            case STOP_TRYING -> pending().stopTrying(id, ADA, "enough");
            case TRY_NOW -> pending().tryNow(id, ADA);
            case ACCEPT -> accept(id, candidate);
            default -> throw new IllegalStateException();
        }
        return which + " " + move;
    }

    private PendingExports pending() {
        return new PendingExports(fixture.jdbc, fixture.transaction, fixture.clock);
    }

    private void accept(long id, Candidate candidate) {
        BigDecimal total = candidate.changeOrder().total();
        BigDecimal part = new BigDecimal("12.34");
        String[] phases = {"03300", "05500", "09900"};
        int first = random.nextInt(4) / 2;
        List<Sum> wanted =
                List.of(
                        new Sum(phases[first], "S", part),
                        new Sum(phases[(first + 1) % 3], "S", total.subtract(part)));
        fixture.accept(
                id,
                candidate,
                random.nextBoolean() ? ANN : BEN,
                LineSums.with(wanted, fixture.queue.held(id)).toArray(Sum[]::new));
    }

    // ---- Spectrum

    private String export() {
        for (Claim claim : fixture.exports.claim(1)) {
            StringBuilder told = new StringBuilder("export " + claim.changeOrderId());
            for (int line = 0; line < 3; line++) {
                Call call = fixture.exports.nextCall(claim, (header, sum) -> "<x/>").orElse(null);
                if (call == null) {
                    return told.toString();
                }
                int outcome = random.nextInt(10);
                told.append(' ').append(outcome);
                if (answer(call, outcome) == ExportQueue.Next.STOP) {
                    return told.toString();
                }
                fixture.clock.advance(Duration.ofMillis(1));
            }
            return told.append(" given up").toString();
        }
        return "nothing to export";
    }

    private ExportQueue.Next answer(Call call, int outcome) {
        return switch (outcome) {
            case 0, 1 ->
                    fixture.exports.rejected(call, "CR_Phase_Code", "closed", "", Duration.ZERO);
            case 2 -> fixture.exports.unknown(call, "no answer", "", Duration.ZERO);
            case 3 -> fixture.exports.later(call, random.nextInt(4) > 0, "busy", "", Duration.ZERO);
            // cut off: the attempt stands without an answer
            case 4 -> ExportQueue.Next.STOP;
            default -> fixture.exports.accepted(call, "<ok/>", Duration.ZERO);
        };
    }
}
