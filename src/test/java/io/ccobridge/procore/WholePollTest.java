package io.ccobridge.procore;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.procore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The poll that reads everything: what was missed before is found, and what is gone is told. */
class WholePollTest {

    private static final PollProcore.Settings ALL =
            new PollProcore.Settings(List.of(), Duration.ofMinutes(5), false);

    private static List<ProcoreChangeOrder> changeOrders(WithProcore with, int count) {
        ProcoreProject tower = with.sandbox.company().addProject("Harbor Tower", "24-101");
        ProcoreCommitment contract =
                tower.addSubcontract("SC-001", with.sandbox.company().addVendor("Acme", "ACME"));
        return IntStream.rangeClosed(1, count)
                .mapToObj(
                        n ->
                                contract.addChangeOrder(
                                        "%03d".formatted(n),
                                        "Change " + n,
                                        line("03-300.S", "10.00")))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Databases.Engine.class)
    void findsWhatAWatermarkHasMissedAndTakesNothingElseAgain(Databases.Engine engine) {
        try (WithProcore with = new WithProcore(engine, ALL)) {
            List<ProcoreChangeOrder> all = changeOrders(with, 3);
            with.poll();
            with.clock.advance(Duration.ofHours(2));
            // approved long ago, as far as its times say
            Instant past = with.clock.instant().minus(Duration.ofDays(30));
            all.get(1).setTitle("Missed").setTimes(past, past);
            with.poll();
            assertThat(with.arrived).as("its times lie before every window").isEmpty();

            PollReport whole = with.pollWhole();

            assertThat(whole.full()).isTrue();
            assertThat(with.arrivedTitles()).containsExactly("Missed");
            assertThat(whole.seen()).isEqualTo(3);
            assertThat(with.gone).isEmpty();
            assertThat(with.poll().full()).isFalse();
        }
    }

    @Test
    void tellsOfWhatIsNotListedAnyMoreAndIsNotShownEither() {
        try (WithProcore with = new WithProcore(Databases.Engine.H2, ALL, 2)) {
            List<ProcoreChangeOrder> all = changeOrders(with, 5);
            with.poll();
            all.get(2).remove();
            assertThat(with.poll().errors()).isEmpty();
            assertThat(with.gone).as("a list of changes tells nothing of it").isEmpty();

            PollReport whole = with.pollWhole();
            assertThat(whole.errors()).isEmpty();
            assertThat(with.gone).containsExactly(Long.toString(all.get(2).id()));

            with.pollWhole();
            assertThat(with.gone).as("told once").hasSize(1);
        }
    }

    @Test
    void theLastOneOfAProjectIsFoundGoneToo() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(with, 1);
            with.poll();
            all.get(0).remove();
            with.pollWhole();
            assertThat(with.gone).containsExactly(Long.toString(all.get(0).id()));
        }
    }

    @Test
    void concludesNothingFromAListThatIsNotWhole() {
        try (WithProcore with = new WithProcore(Databases.Engine.H2, ALL, 2)) {
            List<ProcoreChangeOrder> all = changeOrders(with, 6);
            with.poll();
            all.get(5).remove();
            with.sandbox.faults().always(Fault.SERVER_ERROR, "commitment_change_orders\\?.*page=2");
            assertThat(with.pollWhole().errors()).isNotEmpty();
            assertThat(with.gone).isEmpty();
        }
    }

    @Test
    void believesNoListThatOneIsGoneWhichIsShown() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(with, 2);
            with.poll();
            // its place in the list is taken by a document that cannot be read
            all.get(1).putRaw("[1]");
            with.pollWhole();
            assertThat(with.gone).isEmpty();
        }
    }

    @Test
    void concludesNothingFromAProjectThatIsNotVisible() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(with, 2);
            with.poll();
            all.get(0).project().setAccess(ProcoreProject.Access.HIDDEN);
            with.pollWhole();
            assertThat(with.gone).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.Engine.class)
    void isMadeByTheFirstPollAfterItsTimeAndAgainWhenItWasCutOff(Databases.Engine engine) {
        TestClock clock = new TestClock("2026-11-23T12:00:00Z");
        List<Instant> asked = new ArrayList<>();
        try (var database = engine.open()) {
            Polls polls =
                    new Polls(
                            database,
                            "node-1",
                            clock,
                            (last, now) -> {
                                asked.add(last);
                                return last == null || !last.plus(Duration.ofDays(1)).isAfter(now);
                            });
            PollRun first = polls.begin(null);
            assertThat(first.whole()).isTrue();
            first.pageRead(1);
            polls.finish(first);
            assertThat(polls.newest().full()).isTrue();

            clock.advance(Duration.ofHours(1));
            PollRun ofOne = polls.begin(7L);
            assertThat(ofOne.whole()).as("a webhook's").isFalse();
            polls.finish(ofOne);
            PollRun second = polls.begin(null);
            assertThat(second.whole()).isFalse();
            polls.finish(second);

            clock.advance(Duration.ofHours(24));
            PollRun cutOff = polls.begin(null);
            assertThat(cutOff.whole()).isTrue();
            clock.advance(Duration.ofMinutes(5));
            PollRun again = polls.begin(null);
            assertThat(again.whole()).as("the one before was cut off").isTrue();
            assertThat(asked).contains(Instant.parse("2026-11-23T12:00:00Z"));
        }
    }
}
