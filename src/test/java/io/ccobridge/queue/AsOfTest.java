package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.ANN;
import static io.ccobridge.queue.QueueFixture.PAT;
import static io.ccobridge.queue.QueueFixture.sum;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.deadletter.Edit;
import io.ccobridge.json.Json;
import io.ccobridge.procore.Catalog;
import io.ccobridge.procore.DocumentReader;
import io.ccobridge.procore.StoredDocuments;
import io.ccobridge.reconciliation.Documents;
import io.ccobridge.reconciliation.Reconciliation;
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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to change orders, in whatever order: what the reconciliation says later of a
 * moment is what it said at that moment.
 */
class AsOfTest {

    private static final int STEPS = 60;

    private QueueFixture fixture;
    private Reconciliation reconciliation;
    private Random random;
    private AnySteps steps;
    private Map<Instant, Said> then;

    private void open(Databases.Engine engine, long seed) {
        random = new Random(seed);
        then = new LinkedHashMap<>();
        fixture =
                new QueueFixture(
                        engine,
                        false,
                        new ApprovalRules(true, new BigDecimal("40"), Duration.ZERO));
        steps = new AnySteps(fixture, random);
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
                        Set.of(),
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
        List<String> history = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            history.add(steps.next());
            history.add(remember().toString());
            // never at the very moment that was asked for
            fixture.clock.advance(Duration.ofSeconds(1 + random.nextInt(200)));
        }
        assertSaidLater("seed " + seed + ": " + String.join("; ", history));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void anEditHoldsNothingBeforeItsOwnMomentAndOnceNotTwiceAfterIt(Databases.Engine engine) {
        open(engine, 1);
        long id = failedAfterOneOfTwo(1);
        // Spectrum keeps the date with each line: both are told again
        steps.failed.edit(id, "accounting_date", "2026-11-12", false);
        remember();
        Claim claim = fixture.exports.claim(1).get(0);
        fixture.exports.unknown(call(claim), "no answer", "", Duration.ZERO);
        remember();
        fixture.clock.advance(Duration.ofMinutes(1));
        claim = fixture.exports.claim(1).get(0);
        fixture.exports.accepted(call(claim), "<ok/>", Duration.ZERO);
        fixture.exports.accepted(call(claim), "<ok/>", Duration.ZERO);
        remember();
        fixture.queue.unlink(id, null, ANN, "Deleted there", true);
        remember();

        assertThat(spectrum()).containsExactly("0.00", "10.00", "10.00", "10.00", "30.25", "0.00");
        assertThat(then.values())
                .extracting(said -> said.answer.at("/totals/may_hold").asText())
                .containsOnly("0.00");
        assertSaidLater("an edit");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsEditedAndThenDoneByHandIsHeldFromThatMomentOn(Databases.Engine engine) {
        open(engine, 1);
        long id = failedAfterOneOfTwo(1);
        Edit edit = steps.failed.edit(id, "description", "Footing at grid C", true);
        assertThat(edit.state()).as("waits for a second person").isEqualTo("pending");
        remember();
        steps.failed.edits(true).confirm(edit.id(), ANN);
        remember();
        fixture.exports.rejected(
                call(fixture.exports.claim(1).get(0)), "CR_Phase_Code", "no", "", Duration.ZERO);
        remember();
        fixture.failed.doneByHand(id, ADA, "typed in", fixture.row(id).changeRequestNumber());
        remember();
        fixture.queue.unlink(id, null, ANN, "Deleted there", true);
        remember();

        assertThat(spectrum())
                .containsExactly("0.00", "10.00", "10.00", "10.00", "10.00", "30.25", "0.00");
        assertSaidLater("an edit, done by hand");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatMayBeInSpectrumTwiceIsSaid(Databases.Engine engine) {
        open(engine, 1);
        long byHand = failedAfterOneOfTwo(1);
        fixture.failed.doneByHand(byHand, ADA, "typed in", "H1");
        remember();
        fixture.queue.unlink(byHand, null, ANN, "Both are deleted", true);
        remember();
        long sentAgain = failedAfterOneOfTwo(2);
        fixture.failed.doneByHand(sentAgain, ADA, "typed", number(sentAgain));
        fixture.queue.unlink(sentAgain, null, ANN, "Is it deleted there?", false);
        remember();
        Candidate candidate = steps.present(2);
        fixture.queue.send(
                sentAgain,
                null,
                fixture.numbers.propose(candidate),
                List.of(),
                List.of(),
                steps.document(candidate),
                PAT);
        fixture.accept(sentAgain, candidate, sum("03300", "30.25"));
        Claim claim = fixture.exports.claim(1).get(0);
        fixture.exports.accepted(call(claim), "<ok/>", Duration.ZERO);
        remember();

        String twice =
                "Of 1 change order Spectrum may hold a part once more, under an earlier number that"
                        + " nobody said is deleted there: %s.";
        assertThat(then.values())
                .extracting(AsOfTest::twice)
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of(twice.formatted(byHand)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(twice.formatted(sentAgain)));
        assertSaidLater("what may be there twice");
    }

    private String number(long id) {
        return fixture.row(id).changeRequestNumber();
    }

    /** Remembers it as accepted and as failed. */
    private long failedAfterOneOfTwo(int which) {
        long id = steps.arrives(which, "30.25");
        fixture.accept(id, steps.present(which), sum("03300", "10.00"), sum("05500", "20.25"));
        remember();
        Claim claim = fixture.exports.claim(1).get(0);
        fixture.exports.accepted(call(claim), "<ok/>", Duration.ZERO);
        fixture.exports.rejected(call(claim), "CR_Phase_Code", "closed", "", Duration.ZERO);
        remember();
        return id;
    }

    private Call call(Claim claim) {
        return fixture.exports.nextCall(claim, (header, sum) -> "<x/>").orElseThrow();
    }

    private List<String> spectrum() {
        return then.values().stream()
                .map(said -> said.answer.at("/totals/spectrum/total").asText())
                .toList();
    }

    // ---- Then and later

    private record Said(JsonNode answer, List<String> csv) {}

    private Instant remember() {
        fixture.clock.advance(Duration.ofSeconds(7));
        then.put(fixture.clock.instant(), said(Map.of()));
        Instant moment = fixture.clock.instant();
        fixture.clock.advance(Duration.ofSeconds(1));
        return moment;
    }

    private void assertSaidLater(String about) {
        fixture.clock.advance(Duration.ofDays(3));
        then.forEach(
                (moment, said) -> {
                    Said later = said(Map.of("as_of", moment.toString()));
                    String at = moment + " of " + about;
                    assertAddsUp(later.answer, at);
                    assertThat(later.answer.path("notes").toString())
                            .as(at)
                            .doesNotContain("cannot be told exactly");
                    assertThat(twice(later)).as(at).isEqualTo(twice(said));
                    assertThat(later.csv).as(at).isEqualTo(said.csv);
                    for (String part : List.of("items", "totals", "matched")) {
                        assertThat(later.answer.path(part))
                                .as(at)
                                .isEqualTo(said.answer.path(part));
                    }
                });
    }

    private static List<String> twice(Said said) {
        return said.answer
                .path("notes")
                .valueStream()
                .map(JsonNode::asText)
                .filter(note -> note.contains("once more"))
                .toList();
    }

    private Said said(Map<String, String> query) {
        List<String> csv = new ArrayList<>();
        reconciliation.csv(query).forEachRemaining(lines -> csv.addAll(lines.lines().toList()));
        return new Said(Json.mapper().valueToTree(reconciliation.answer(query)), csv);
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
}
