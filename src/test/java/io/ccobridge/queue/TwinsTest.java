package io.ccobridge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same money under the ids of Procore's two lists comes once. */
class TwinsTest {

    /** As the one list or the other has it. */
    private static Candidate listed(
            QueueFixture fixture, String key, Long packageId, String number, String total) {
        Candidate sample = fixture.candidate(1, "approved", total);
        ChangeOrder c = sample.changeOrder();
        return new Candidate(
                new ChangeOrder(
                        c.project(),
                        key,
                        Long.valueOf(key.replace("package:", "")),
                        number,
                        c.title(),
                        c.description(),
                        c.status(),
                        c.dateCreated(),
                        new BigDecimal(total),
                        c.currency(),
                        c.commitmentId(),
                        c.commitment(),
                        c.lines(),
                        c.fieldProblems(),
                        packageId),
                sample.job(),
                sample.vendor(),
                sample.subcontract(),
                sample.phases(),
                null);
    }

    /** What the intake does with a document. */
    private static long arrive(QueueFixture fixture, Candidate candidate) {
        Twins.Standing standing = fixture.arrivals.twins().inTheWayOf(candidate.changeOrder());
        return fixture.arrivals
                .arrive(
                        fixture.numbers.propose(candidate),
                        standing.problems(),
                        standing.awaited(),
                        "{\"change_order\": " + candidate.changeOrder().procoreId() + "}",
                        "digest")
                .id();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsTheSameInAllThatIsApprovedGoesOnAsTheSameChangeOrderUnderItsNewId(
            Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long id = arrive(fixture, listed(fixture, "11", 900L, "002", "100.25"));
            Candidate asPackage = listed(fixture, "package:900", 900L, "002", "100.25");

            assertThat(arrive(fixture, asPackage)).isEqualTo(id);

            ChangeOrderRow row = fixture.row(id);
            assertThat(row.key()).isEqualTo("package:900");
            assertThat(row.procoreId()).isEqualTo(900);
            assertThat(row.state()).isEqualTo(State.READY_TO_EXPORT);
            assertThat(row.changedSinceSent()).isFalse();
            assertThat(arrive(fixture, asPackage)).isEqualTo(id);
            assertThat(fixture.history(id)).hasSize(2);

            Candidate changed = listed(fixture, "package:900", 900L, "002", "200.00");
            assertThat(arrive(fixture, changed)).isEqualTo(id);
            assertThat(fixture.row(id).changedSinceSent()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPackageOfWhichPartsAreOnTheirWayNeedsAttentionAndNamesThem(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            long one = arrive(fixture, listed(fixture, "11", 900L, "001", "60.00"));
            long two = arrive(fixture, listed(fixture, "12", 900L, "002", "40.00"));
            Candidate whole = listed(fixture, "package:900", 900L, "001", "100.00");

            long id = arrive(fixture, whole);

            assertThat(id).isNotIn(one, two);
            assertThat(fixture.row(id).state()).isEqualTo(State.NEEDS_ATTENTION);
            assertThat(fixture.row(id).problems())
                    .contains("comes-once")
                    .contains("change order " + one + " (ready to export, 60.00")
                    .contains("change order " + two + " (ready to export, 40.00");
            assertThat(fixture.arrivals.waits().of(id))
                    .extracting(wait -> wait.thing().kind(), wait -> wait.thing().procoreId())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    Awaited.Kind.CHANGE_ORDER, Long.toString(one)),
                            org.assertj.core.groups.Tuple.tuple(
                                    Awaited.Kind.CHANGE_ORDER, Long.toString(two)));

            fixture.queue.reject(one, null, QueueFixture.ANN, "Comes as a package");
            assertThat(problems(fixture, whole)).as("the other one still stands").hasSize(1);
            fixture.queue.reject(two, null, QueueFixture.ANN, "Comes as a package");
            assertThat(problems(fixture, whole)).isEmpty();
        }
    }

    @Test
    void whatSpectrumHoldsAPartOfStandsInTheWayInWhateverState() {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            Candidate part = listed(fixture, "11", 900L, "001", "60.00");
            long id = arrive(fixture, part);
            fixture.accept(id, part, QueueFixture.sums(2));
            fixture.jdbc
                    .sql("UPDATE export_line SET state = 'UNKNOWN' WHERE position = 1")
                    .update();
            fixture.jdbc.sql("UPDATE change_order SET state = 'REJECTED'").update();
            Candidate whole = listed(fixture, "package:900", 900L, "001", "100.00");
            assertThat(problems(fixture, whole)).hasSize(1);
            fixture.jdbc.sql("UPDATE export_line SET state = 'UNLINKED'").update();
            assertThat(problems(fixture, whole)).isEmpty();
        }
    }

    @Test
    void ofTwoThatAreBothHereNeitherGoesThoughTheyHaveBecomeTheSame() {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            Candidate one = listed(fixture, "11", 900L, "001", "60.00");
            long first = arrive(fixture, one);
            long second = arrive(fixture, listed(fixture, "package:900", 900L, "001", "70.00"));
            assertThat(second).isNotEqualTo(first);
            Candidate other = listed(fixture, "package:900", 900L, "001", "60.00");
            assertThat(arrive(fixture, other)).isEqualTo(second);
            assertThat(fixture.row(second).state()).isEqualTo(State.NEEDS_ATTENTION);
            assertThat(problems(fixture, other)).hasSize(1);
        }
    }

    @Test
    void itIsTheSameTheOtherWayRound() {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            arrive(fixture, listed(fixture, "package:900", 900L, "001", "100.00"));
            assertThat(problems(fixture, listed(fixture, "11", 900L, "001", "60.00"))).hasSize(1);
            assertThat(problems(fixture, listed(fixture, "12", 900L, "002", "40.00"))).hasSize(1);
            assertThat(problems(fixture, listed(fixture, "13", 901L, "003", "40.00"))).isEmpty();
        }
    }

    @Test
    void whereNoPackageIsNamedTheNumberOfTheCommitmentTells() {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            arrive(fixture, listed(fixture, "11", null, "001", "60.00"));
            assertThat(problems(fixture, listed(fixture, "package:900", 900L, "001", "60.00")))
                    .hasSize(1);
            assertThat(problems(fixture, listed(fixture, "package:901", 901L, "002", "60.00")))
                    .isEmpty();
            arrive(fixture, listed(fixture, "package:902", 902L, "005", "60.00"));
            assertThat(problems(fixture, listed(fixture, "15", null, "005", "60.00"))).hasSize(1);
        }
    }

    @Test
    void twoOfOneListAreNeverTakenForTheSame() {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            long one = arrive(fixture, listed(fixture, "11", 900L, "001", "60.00"));
            long two = arrive(fixture, listed(fixture, "12", 900L, "001", "60.00"));
            assertThat(two).isNotEqualTo(one);
            assertThat(fixture.row(two).state()).isEqualTo(State.READY_TO_EXPORT);
        }
    }

    private static List<Problem> problems(QueueFixture fixture, Candidate candidate) {
        return fixture.arrivals.twins().inTheWayOf(candidate.changeOrder()).problems();
    }
}
