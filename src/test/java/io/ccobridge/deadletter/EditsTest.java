package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLetterFixture.ADA;
import static io.ccobridge.deadletter.DeadLetterFixture.body;
import static io.ccobridge.deadletter.DeadLettersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Role;
import io.ccobridge.queue.Difference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditsTest {

    private static final Caller BEN = new Caller("ben", Set.of(Role.APPROVER));
    private static final String EDIT =
            "{'version': 1, 'change_request_number': 'S001-003', 'reason': 'taken'}";

    private DeadLetterFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void onePersonProposesAndAnotherOneConfirms(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String id = fixture.failed("Number is taken");

        Edit edit = fixture.edits.propose(id, body(EDIT), ADA);

        assertThat(edit.state()).isEqualTo("pending");
        assertThat(edit.proposedBy()).isEqualTo("ada");
        assertThat(edit.differences())
                .hasToString(
                        "[{\"element\":\"change_request_number\",\"before\":null,"
                                + "\"after\":\"S001-003\"}]");
        assertThat(fixture.state(id)).isEqualTo("FAILED_TO_EXPORT");
        assertThat(fixture.exports.notes)
                .singleElement()
                .asString()
                .contains("ada")
                .contains("taken");
        assertThat(fixture.details.of(fixture.deadLetters.get(id)).edits()).containsExactly(edit);
        refused(403, null, () -> fixture.edits.confirm(edit.id(), ADA));

        Edit applied = fixture.edits.confirm(edit.id(), BEN);

        assertThat(applied.state()).isEqualTo("applied");
        assertThat(applied.decidedBy()).isEqualTo("ben");
        assertThat(applied.exportId()).isNotNull();
        assertThat(fixture.state(id)).isEqualTo("ACCEPTED");
        assertThat(fixture.deadLetters.get(id).ended()).isEqualTo("edited");
        refused(409, null, () -> fixture.edits.confirm(edit.id(), BEN));
        refused(409, null, () -> fixture.edits.withdraw(edit.id(), null, BEN));
        refused(409, null, () -> fixture.edits.propose(id, body(EDIT), ADA));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void withoutSeparateDutiesOnePersonIsEnough(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String id = fixture.failed("Number is taken");

        Edit edit = fixture.edits(false).propose(id, body(EDIT), ADA);

        assertThat(edit.state()).isEqualTo("applied");
        assertThat(edit.decidedBy()).isEqualTo("ada");
        assertThat(fixture.state(id)).isEqualTo("ACCEPTED");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aDryRunShowsTheDifferenceAndKeepsNothing(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String id = fixture.failed("Number is taken");

        Edit edit =
                fixture.edits.propose(
                        id, body("{'version': 1, 'description': 'Footing', 'dry_run': true}"), ADA);

        assertThat(edit.id()).isNull();
        assertThat(edit.state()).isEqualTo("dry-run");
        assertThat(edit.differences().at("/0/after").asText()).isEqualTo("Footing");
        assertThat(fixture.edits.list(Map.of()).items()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneEditWaitsAtATimeUntilItIsWithdrawn(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String id = fixture.failed("Number is taken");
        Edit first = fixture.edits.propose(id, body(EDIT), ADA);

        assertThatThrownBy(() -> fixture.edits.propose(id, body(EDIT), BEN))
                .hasMessageContaining("Edit " + first.id() + " by ada waits for a second person");
        Edit withdrawn = fixture.edits.withdraw(first.id(), body("{'reason': 'typo'}"), ADA);
        assertThat(withdrawn.state()).isEqualTo("withdrawn");
        assertThat(fixture.exports.notes.get(fixture.exports.notes.size() - 1)).contains("typo");
        refused(409, null, () -> fixture.edits.confirm(first.id(), BEN));

        Edit second = fixture.edits.propose(id, body(EDIT), BEN);
        assertThat(fixture.edits.list(Map.of("state", "pending")).items()).containsExactly(second);
        assertThat(fixture.edits.list(Map.of()).items())
                .extracting(Edit::id)
                .containsExactly(second.id(), first.id());
        refused(400, "state", () -> fixture.edits.list(Map.of("state", "red")));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatMovedOnMeanwhileIsNotConfirmed(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String replayed = fixture.failed("Number is taken");
        String edit = fixture.edits.propose(replayed, body(EDIT), ADA).id();
        fixture.replayAll(List.of(replayed), "");
        fixture.runner.advance();
        assertThat(fixture.edits.get(edit).state()).isEqualTo("lapsed");
        assertThatThrownBy(() -> fixture.edits.confirm(edit, BEN)).hasMessageContaining("lapsed");

        String setting = fixture.failed("Number is taken");
        String other = fixture.edits.propose(setting, body(EDIT), ADA).id();
        fixture.exports.alsoDiffers = List.of(new Difference("CR_Status", "CR", "C2"));
        assertThatThrownBy(() -> fixture.edits.confirm(other, BEN))
                .hasMessageContaining("not be what was proposed");
        refused(
                409,
                null,
                () ->
                        fixture.edits.propose(
                                fixture.failed("x"),
                                body(EDIT.replace("'version': 1", "'version': 9")),
                                ADA));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsWrongWithAnEditIsNamed(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String id = fixture.failed("Number is taken");

        refused(422, "reason", () -> edit(id, "'version': 1, 'description': 'x'"));
        refused(422, "version", () -> edit(id, "'description': 'x', 'reason': 'x'"));
        refused(422, "change_request_number", () -> edit(id, "'version': 1, 'reason': 'x'"));
        refused(
                422,
                "change_request_number",
                () -> edit(id, "'version': 1, 'reason': 'x', 'amount': '1.00'"));
        refused(404, null, () -> edit("4711", "'version': 1"));
        refused(404, null, () -> fixture.edits.get("4711"));
        refused(404, null, () -> fixture.edits.confirm("abc", BEN));
    }

    private void edit(String id, String body) {
        fixture.edits.propose(id, body("{" + body + "}"), ADA);
    }
}
