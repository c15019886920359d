package io.ccobridge.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Procore shows no more is treated as what was made void there. */
class GoneTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void itLeavesTheQueueAndComesBackWhenProcoreShowsItAgain(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            Candidate candidate = fixture.candidate(1);
            long id = fixture.arrive(candidate);
            fixture.arrivals.gone(101, "1");
            assertThat(fixture.row(id).state()).isEqualTo(State.NEEDS_ATTENTION);
            assertThat(fixture.row(id).problems()).contains("status-approved").contains("deleted");
            assertThat(fixture.arrivals.present(101)).isEmpty();
            int version = fixture.row(id).version();
            fixture.arrivals.gone(101, "1");
            assertThat(fixture.row(id).version()).as("said once").isEqualTo(version);

            assertThat(fixture.arrive(candidate)).isEqualTo(id);
            assertThat(fixture.row(id).state()).isEqualTo(State.READY_TO_EXPORT);
            assertThat(fixture.arrivals.present(101)).containsEntry("1", 1L);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"ACCEPTED", "FAILED_TO_EXPORT", "SYNCED"})
    void whatIsDecidedKeepsItsStateAndRaisesTheAlarm(State state) {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            Candidate candidate = fixture.candidate(1);
            long id = fixture.arrive(candidate);
            fixture.jdbc.sql("UPDATE change_order SET state = ?").param(state.name()).update();
            fixture.arrivals.gone(101, "1");
            assertThat(fixture.row(id).state()).isEqualTo(state);
            assertThat(fixture.row(id).changedSinceSent()).isTrue();
            fixture.arrive(candidate);
            assertThat(fixture.row(id).changedSinceSent()).as("shown again as sent").isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"RETRIEVED", "REJECTED", "UNLINKED"})
    void whatIsWithThePeopleStaysWithThemAndTheHistoryTells(State state) {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            long id = fixture.arrive(fixture.candidate(1));
            fixture.jdbc.sql("UPDATE change_order SET state = ?").param(state.name()).update();
            fixture.arrivals.gone(101, "1");
            assertThat(fixture.row(id).state()).isEqualTo(state);
            assertThat(fixture.history(id)).last().asString().endsWith(state + " -> " + state);
        }
    }

    @Test
    void ofOneThatIsUnknownNothingIsSaid() {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            fixture.arrivals.gone(101, "99");
            assertThat(fixture.arrivals.present(101)).isEmpty();
        }
    }

    @Test
    void whatIsGoneIsNotAccepted() {
        try (QueueFixture fixture = new QueueFixture(Databases.Engine.H2)) {
            Candidate candidate = fixture.candidate(1);
            long id = fixture.arrive(candidate);
            fixture.arrivals.gone(101, "1");
            assertThatThrownBy(() -> fixture.accept(id, candidate, QueueFixture.sums(1)))
                    .isInstanceOf(Refusal.class);
        }
    }
}
