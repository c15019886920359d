package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents that cannot be read, from their arrival to the day they can. */
@ParameterizedClass
@EnumSource(Databases.Engine.class)
class UnreadableArrivalsTest {

    private static final Problem NO_ID =
            new Problem("readable", "Procore's field id is missing.", "Correct it in Procore.");

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
    void oneWhoseIdCanBeReadAtLastStaysTheSameChangeOrder() {
        long id = fixture.arrive(withoutId(fixture.candidate(7)), NO_ID);
        assertThat(unreadable())
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("change_order_id", id)
                                        .containsEntry("source_key", "sha256:7"));
        assertThat(
                        fixture.arrivals.recheck(
                                id, fixture.numbers.propose(fixture.candidate(7)), List.of()))
                .as("parked under the old key, it would come again under the new one")
                .isFalse();

        fixture.arrivals.readAgain(id, "7", 7L, ADA, "as it was kept");
        assertThat(fixture.arrive(fixture.candidate(7))).isEqualTo(id);

        assertThat(fixture.row(id).state()).isEqualTo(State.READY_TO_EXPORT);
        assertThat(fixture.row(id).procoreId()).isEqualTo(7);
        assertThat(unreadable()).isEmpty();
        assertThat(fixture.history(id)).contains("ada: NEEDS_ATTENTION -> NEEDS_ATTENTION");
    }

    @Test
    void oneThatHasComeUnderItsIdMeanwhileIsNotTakenTwice() {
        long old = fixture.arrive(withoutId(fixture.candidate(7)), NO_ID);
        long whole = fixture.arrive(fixture.candidate(7));

        assertThatThrownBy(() -> fixture.arrivals.readAgain(old, "7", 7L, ADA, "from Procore"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(409))
                .hasMessageContaining("it is change order " + whole);
        assertThat(fixture.row(old).key()).isEqualTo("sha256:7");
    }

    @Test
    void oneThatTheBridgeFailedAtIsShownUntilItHasArrived() {
        fixture.arrivals.failed(101, "7", 7L, "Change order 7 could not be taken: x", "{}");
        fixture.arrivals.failed(101, "7", 7L, "Change order 7 could not be taken: y", "{}");
        assertThat(unreadable())
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.get("change_order_id")).isNull();
                            assertThat(row.get("problems").toString()).contains("taken: y");
                            assertThat(row.get("body").toString()).isEqualTo("{}");
                        });
        fixture.arrive(fixture.candidate(7));
        assertThat(unreadable()).isEmpty();
    }

    @Test
    void oneThatTheBridgeFailedAtIsGoneOnceProcoreDoesNotShowItAnyMore() {
        fixture.arrivals.failed(101, "7", 7L, "Change order 7 could not be taken: x", "{}");
        long kept = fixture.arrive(fixture.candidate(8), line(0));
        assertThat(fixture.arrivals.present(101)).containsOnlyKeys("7", "8");

        fixture.arrivals.gone(101, "7");

        assertThat(unreadable())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("change_order_id", kept));
        assertThat(fixture.arrivals.present(101)).containsOnlyKeys("8");
        assertThat(
                        fixture.jdbc
                                .sql(
                                        "SELECT reason FROM audit_entry WHERE subject = :subject ORDER BY id")
                                .param("subject", "unreadable 101/7")
                                .query(String.class)
                                .list())
                .last()
                .isEqualTo("No longer set aside: Procore does not show it any more.");
    }

    @Test
    void documentsWithTheSameFaultsStandInOneGroupHoweverManyLinesHaveThem() {
        fixture.arrive(fixture.candidate(7), line(0));
        fixture.arrive(fixture.candidate(8), line(2), line(5));
        fixture.arrive(fixture.candidate(9), NO_ID, line(0));
        assertThat(unreadable()).extracting(row -> row.get("cause")).hasSize(3);
        assertThat(unreadable().stream().map(row -> row.get("cause")).distinct()).hasSize(2);
    }

    @Test
    void whatAPersonSendsCanBeRead() {
        Candidate candidate = fixture.candidate(7);
        long id = fixture.arrive(candidate, line(0));
        fixture.queue.send(
                id,
                null,
                fixture.numbers.propose(candidate),
                List.of(),
                List.of(),
                "{}",
                QueueFixture.PAT);
        assertThat(unreadable()).isEmpty();
    }

    private static Problem line(int number) {
        return new Problem(
                "readable",
                "Procore's field lines[%d].amount is \"1,00\", where a plain decimal is expected."
                        .formatted(number),
                "Correct it in Procore.");
    }

    private List<Map<String, Object>> unreadable() {
        return fixture.jdbc.sql("SELECT * FROM unreadable ORDER BY id").query().listOfRows();
    }

    private static Candidate withoutId(Candidate candidate) {
        ChangeOrder whole = candidate.changeOrder();
        return new Candidate(
                new ChangeOrder(
                        whole.project(),
                        "sha256:" + whole.key(),
                        null,
                        whole.number(),
                        whole.title(),
                        whole.description(),
                        whole.status(),
                        whole.dateCreated(),
                        whole.total(),
                        whole.currency(),
                        whole.commitmentId(),
                        whole.commitment(),
                        whole.lines(),
                        whole.fieldProblems(),
                        whole.packageId()),
                candidate.job(),
                candidate.vendor(),
                candidate.subcontract(),
                candidate.phases(),
                null);
    }
}
