package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.ANN;
import static io.ccobridge.queue.QueueFixture.PAT;
import static io.ccobridge.queue.QueueFixture.sum;
import static io.ccobridge.queue.QueueFixture.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failed export goes again as, and when it does not go. */
class ResendMovesTest {

    private QueueFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    // ---- The same, or not

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatIsAsItWasApprovedGoesOnUnderTheSameExport(Databases.Engine engine) {
        long id = failedAfterOneOfTwo(engine);
        long export = fixture.row(id).exportId();

        Resends.ReplayStart start = replay(id, Map.of(), sums(2));

        assertThat(start.underWay()).isTrue();
        assertThat(start.message()).isNull();
        assertThat(fixture.row(id).exportId()).isEqualTo(export);
        assertThat(states(export)).containsExactly("01 DONE", "02 OPEN");
        assertThat(fixture.row(id).state()).isEqualTo(State.ACCEPTED);
        assertThat(lastDetail(id).path("approval").asText()).isEqualTo("kept");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void anotherVendorOrAmountGoesBackToTheApproverWithTheDifference(Databases.Engine engine) {
        long id = failedAfterOneOfTwo(engine);

        Resends.ReplayStart start =
                replay(
                        id,
                        Map.of("Subcontractor_Code", "BETA", "CR_Status", "C2"),
                        sum("01", "10.00"),
                        sum("02", "99.00"));

        assertThat(start.underWay()).isFalse();
        assertThat(start.message())
                .isEqualTo(
                        "It differs from what was approved (Subcontractor_Code ACME -> BETA; line"
                                + " 02 S 10.00 -> 99.00). It waits for a new approval and was not"
                                + " sent.");
        assertThat(fixture.row(id).state()).isEqualTo(State.READY_TO_EXPORT);
        assertThat(ended(id)).isEqualTo("back-to-approval");
        assertThat(fixture.exports.claim(1)).isEmpty();
        assertThat(fixture.history(id).get(3))
                .isEqualTo("ada: FAILED_TO_EXPORT -> READY_TO_EXPORT");
        JsonNode back = shown(id).path("back_to_approval");
        assertThat(back.path("why").asText()).contains("differs from what was approved");
        assertThat(back.at("/differences/0/before").asText()).isEqualTo("ACME");
        assertThat(back.path("changed_in_procore").asBoolean()).isFalse();

        // Spectrum holds a part for ACME: for BETA it would be there twice
        assertThatThrownBy(() -> accept(id, "BETA"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("of vendor ACME");
        accept(id, "ACME");
        assertThat(shown(id).path("back_to_approval").isNull()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatAPollFoundSinceTheOutlookWasWorkedOutCounts(Databases.Engine engine) {
        long id = failedAfterOneOfTwo(engine);
        Outlook outlook = outlook(id, Map.of(), sums(2));
        fixture.arrive(fixture.candidate(1, "approved", "77.00"));

        assertThat(fixture.resends.replay(id, ADA, "again", outlook).underWay()).isFalse();
        assertThat(shown(id).at("/back_to_approval/changed_in_procore").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatWasChangedInTheTablesIsNotSentUnderAnApprovalItNeverHad(Databases.Engine engine) {
        long id = failedAfterOneOfTwo(engine);
        fixture.jdbc.sql("UPDATE export_line SET amount = 1000.00 WHERE state = 'OPEN'").update();

        Resends.ReplayStart start = replay(id, Map.of(), sum("01", "10.00"), sum("02", "1000.00"));

        assertThat(start.underWay()).isFalse();
        assertThat(start.message()).contains("its hash differs");
    }

    // ---- What follows a setting

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aSettingThatChangedIsFollowedUnderTheOldApproval(Databases.Engine engine) {
        long id = failedAfterOneOfTwo(engine);
        long old = fixture.row(id).exportId();

        Resends.ReplayStart start = replay(id, Map.of("CR_Status", "C2"), sums(2));

        assertThat(start.underWay()).isTrue();
        assertThat(start.message()).contains("CR_Status nothing -> C2");
        StoredExport sent = new StoredExports(fixture.jdbc).get(fixture.row(id).exportId());
        assertThat(sent.id()).isNotEqualTo(old);
        assertThat(sent.header()).containsEntry("CR_Status", "C2");
        assertThat(sent.intact()).isTrue();
        // the status stands once in the change request: the next line's call brings it
        assertThat(states(sent.id())).containsExactly("01 DONE", "02 OPEN");
        assertThat(exportRow(sent.id(), "accepted_by")).isEqualTo("ann");
        assertThat(exportRow(sent.id(), "edited_as")).isEqualTo("mapping");
        assertThat(exportRow(sent.id(), "edited_from")).isEqualTo(Long.toString(old));
        assertThat(lastDetail(id).at("/differences/0/after").asText()).isEqualTo("C2");
        fixture.exports.claim(1).forEach(this::spectrumTakesTheRest);
        assertThat(fixture.row(id).state()).isEqualTo(State.SYNCED);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatSpectrumKeepsWithEachLineIsToldOfEachLineAgain(Databases.Engine engine) {
        long id = failedAfterOneOfTwo(engine);

        replay(id, Map.of("Sub_Status", "P"), sums(2));

        assertThat(states(fixture.row(id).exportId())).containsExactly("01 UNKNOWN", "02 OPEN");
        assertThat(fixture.queue.held(id)).containsExactly(sum("01", "10.00"));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatTheApproverChoseAndWhatWasAllocatedStays(Databases.Engine engine) {
        long id = failedAfterOneOfTwo(engine);

        Resends.ReplayStart start =
                replay(
                        id,
                        Map.of(
                                "Change_Request_Number", "S999-999",
                                "CR_Description", "Another title",
                                "Sub_Change_Order_Number", "999",
                                "Sub_Change_Order_Date", "01/01/2027"),
                        sums(2));

        assertThat(start.underWay()).isTrue();
        assertThat(start.message()).isNull();
    }

    // ---- Edits

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void anEditIsANewExportUnderTheSameApprovalLinkedToTheOld(Databases.Engine engine) {
        long id = failed(engine);
        long old = fixture.row(id).exportId();

        long export = edit(id, "S001-150");

        assertThat(fixture.row(id).state()).isEqualTo(State.ACCEPTED);
        assertThat(fixture.row(id).exportId()).isEqualTo(export);
        assertThat(fixture.row(id).changeRequestNumber()).isEqualTo("S001-150");
        assertThat(ended(id)).isEqualTo("edited");
        assertThat(exportRow(export, "edited_from")).isEqualTo(Long.toString(old));
        assertThat(exportRow(export, "edited_as")).isEqualTo("edit");
        assertThat(exportRow(export, "edited_by")).isEqualTo("ben");
        assertThat(exportRow(export, "accepted_by")).isEqualTo("ann");
        JsonNode detail = lastDetail(id);
        assertThat(detail.path("proposed_by").asText()).isEqualTo("ben");
        assertThat(detail.at("/differences/0/after").asText()).isEqualTo("S001-150");
        fixture.exports.claim(1).forEach(this::spectrumTakesTheRest);
        assertThat(fixture.row(id).state()).isEqualTo(State.SYNCED);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aNumberIsNotChangedWhileSpectrumMayHoldAPartUnderTheOldOne(Databases.Engine engine) {
        long id = failedAfterOneOfTwo(engine);

        assertThatThrownBy(() -> edit(id, "S001-150"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("S001-001")
                .hasMessageContaining("twice");
        assertThat(fixture.row(id).state()).isEqualTo(State.FAILED_TO_EXPORT);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void anEditOfWhatMovedOnOrToAnothersNumberIsRefused(Databases.Engine engine) {
        long id = failed(engine);
        long other = fixture.accepted(2, sums(1));
        String taken = fixture.row(other).changeRequestNumber();

        assertThatThrownBy(() -> edit(id, taken)).hasMessageContaining("another change order's");
        assertThatThrownBy(() -> edit(id, "S001-150", fixture.row(id).version() - 1))
                .hasMessageContaining("moved on");
        fixture.arrive(fixture.candidate(1, "approved", "77.00"));
        assertThatThrownBy(() -> edit(id, "S001-150"))
                .hasMessageContaining("not any more what was approved");
    }

    // ---- By hand, and back from a discard

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatWasDoneByHandStandsInTheBooksUnderItsNumber(Databases.Engine engine) {
        long id = failedAfterOneOfTwo(engine);

        fixture.failed.doneByHand(id, ADA, "typed it", "MAN-1");

        StoredExport byHand = new StoredExports(fixture.jdbc).get(fixture.row(id).exportId());
        assertThat(byHand.header()).containsEntry("Change_Request_Number", "MAN-1");
        assertThat(states(byHand.id())).containsExactly("01 DONE", "02 DONE");
        assertThat(exportRow(byHand.id(), "edited_as")).isEqualTo("by-hand");
        assertThat(exportRow(byHand.id(), "edited_by")).isEqualTo("ada");
        JsonNode detail = lastDetail(id);
        assertThat(detail.path("total").asText()).isEqualTo("20.00");
        assertThat(detail.at("/held_under_old_number/number").asText()).isEqualTo("S001-001");
        assertThat(detail.at("/held_under_old_number/lines/0/amount").asText()).isEqualTo("10.00");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatChangedWhileItWasDiscardedIsNotForgottenByARestore(Databases.Engine engine) {
        long id = failed(engine);
        fixture.failed.discard(id, ADA, "not this year");
        fixture.arrive(fixture.candidate(1, "approved", "77.00"));

        fixture.failed.restore(id, ADA, "this year after all");

        assertThat(fixture.row(id).changedSinceSent()).isTrue();
        assertThat(replay(id, Map.of(), sums(1)).underWay()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatWasSentAndRejectedSinceItsDiscardIsNotRestored(Databases.Engine engine) {
        long id = failed(engine);
        fixture.failed.discard(id, ADA, "not this year");
        fixture.queue.send(
                id,
                null,
                fixture.numbers.propose(fixture.candidate(1)),
                List.of(),
                List.of(),
                "{}",
                PAT);
        fixture.queue.reject(id, null, ANN, "no");

        assertThatThrownBy(() -> fixture.failed.restore(id, ADA, "yes"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("it was rejected, not discarded");
        assertThat(fixture.row(id).state()).isEqualTo(State.REJECTED);
    }

    // ---- Parts

    private long failed(Databases.Engine engine) {
        fixture = new QueueFixture(engine);
        long id = fixture.accepted(1, sums(1));
        fixture.exports.claim(1).forEach(this::spectrumRefuses);
        return id;
    }

    /** The first of two lines has gone through. */
    private long failedAfterOneOfTwo(Databases.Engine engine) {
        fixture = new QueueFixture(engine);
        long id = fixture.accepted(1, sums(2));
        for (Claim claim : fixture.exports.claim(1)) {
            fixture.exports.accepted(next(claim), "<ok/>", Duration.ZERO);
            spectrumRefuses(claim);
        }
        return id;
    }

    private void spectrumRefuses(Claim claim) {
        fixture.exports.rejected(
                next(claim), "CR_Phase_Code", "no such phase", "<I/>", Duration.ZERO);
    }

    private void spectrumTakesTheRest(Claim claim) {
        while (fixture.exports.accepted(next(claim), "<ok/>", Duration.ZERO)
                == ExportQueue.Next.GO_ON) {
            // the next one
        }
    }

    private Call next(Claim claim) {
        return fixture.exports.nextCall(claim, (header, sum) -> "<request/>").orElseThrow();
    }

    private Resends.ReplayStart replay(long id, Map<String, String> today, Sum... lines) {
        return fixture.resends.replay(id, ADA, "again", outlook(id, today, lines));
    }

    /**
     * @param today elements that are other than when it was approved
     */
    private Outlook outlook(long id, Map<String, String> today, Sum... lines) {
        StoredExport stored = new StoredExports(fixture.jdbc).get(fixture.row(id).exportId());
        Map<String, String> header = new LinkedHashMap<>(stored.header());
        header.putAll(today);
        return Outlook.of(
                stored,
                null,
                List.of(),
                new ExportPlan(header.get("Change_Request_Number"), header, List.of(lines)));
    }

    private long edit(long id, String number) {
        return edit(id, number, fixture.row(id).version());
    }

    private long edit(long id, String number, int version) {
        StoredExport stored = new StoredExports(fixture.jdbc).get(fixture.row(id).exportId());
        Map<String, String> header = new LinkedHashMap<>(stored.header());
        String before = header.put("Change_Request_Number", number);
        return fixture.resends.edit(
                id,
                new Resends.EditedPayload(
                        version,
                        stored.id(),
                        header,
                        List.of(new Difference("Change_Request_Number", before, number)),
                        "ben"),
                ADA,
                "number is taken");
    }

    private void accept(long id, String vendor) {
        Candidate candidate = fixture.candidate(1);
        StoredExport stored = new StoredExports(fixture.jdbc).get(fixture.row(id).exportId());
        Map<String, String> header = new LinkedHashMap<>(stored.header());
        header.put("Subcontractor_Code", vendor);
        fixture.acceptances.accept(
                id,
                fixture.row(id).version(),
                ANN,
                candidate.withChangeRequestNumber("S001-001"),
                new ExportPlan("S001-001", header, List.of(sums(2))),
                Typed.NOTHING,
                "Accepted.");
    }

    private List<String> states(long export) {
        return new StoredExports(fixture.jdbc)
                .get(export).lines().stream()
                        .map(line -> line.sum().phase() + " " + line.state())
                        .toList();
    }

    private String exportRow(long export, String column) {
        return fixture.jdbc
                .sql("SELECT " + column + " FROM export WHERE id = :id")
                .param("id", export)
                .query(String.class)
                .single();
    }

    private String ended(long id) {
        return fixture.jdbc
                .sql("SELECT ended FROM dead_letter WHERE change_order_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private JsonNode lastDetail(long id) {
        return Json.read(
                fixture.jdbc
                        .sql(
                                "SELECT detail FROM audit_entry WHERE change_order_id = :id AND"
                                        + " detail IS NOT NULL ORDER BY id DESC LIMIT 1")
                        .param("id", id)
                        .query(String.class)
                        .single());
    }

    private JsonNode shown(long id) {
        return fixture.shown(id);
    }
}
