package io.ccobridge.scenario;

import static io.ccobridge.changeorder.Role.APPROVER;
import static io.ccobridge.changeorder.Role.PROJECT_MANAGER;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What approvers type, decide in numbers and together, and what the system decides for them. */
class ApproversTest extends Scenario {

    /** A site whose project the system accepts for. */
    private static Site direct;

    /** Parked there before the site set it so. */
    private static ProcoreChangeOrder before;

    private static Api another;

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of("approval.second-approver-above", "1000000"));
        direct = world.site();
        another = world.caller("another-approver", APPROVER);
        before = direct.changeOrder("1.00");
        world.poll();
        world.restart(
                Map.of("approval.direct-export", Long.toString(direct.project.id()) + ", 999"));
        world.poll();
        assertThat(world.state(before)).as("parked before it was set").isEqualTo("READY_TO_EXPORT");
    }

    // ---- What is typed
    // -------------------------------------------------------------------------------------

    @Test
    void whatIsTypedWronglyIsNamedByItsFieldAndNothingIsDecided() {
        ProcoreChangeOrder change = parked("10.00");
        ProcoreChangeOrder other = parked("11.00");
        LocalDate today = LocalDate.now();
        for (List<String> wrong :
                List.of(
                        List.of("change_request_number", "123456789", "at most 8"),
                        List.of("change_request_number", "   ", "blank"),
                        List.of("change_request_number", "", "empty"),
                        List.of("change_request_number", "A\u0001B", "letters A to Z"),
                        List.of("change_request_number", "S<1>", "letters A to Z"),
                        List.of("change_request_number", "Ä-1", "letters A to Z"),
                        List.of("change_request_number", "S 1", "letters A to Z"),
                        List.of(
                                "change_request_number",
                                world.number(other).toLowerCase(java.util.Locale.ROOT),
                                "another change order's"),
                        List.of("description", "x".repeat(251), "at most 250"),
                        List.of("description", " \u2003 ", "blank"),
                        List.of("description", "bell \u0007", "U+0007"),
                        List.of("accounting_date", "30.11.2026", "date"),
                        List.of("accounting_date", "2026-02-30", "date"),
                        List.of("accounting_date", today.plusYears(3).toString(), "two years"),
                        List.of("accounting_date", today.minusYears(3).toString(), "two years"))) {
            Api.Answer answer =
                    world.move(world.as(APPROVER), change, "accept", wrong.get(0), wrong.get(1));
            assertThat(answer.status()).as(wrong + ": " + answer.text()).isEqualTo(422);
            assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(wrong.get(0));
            assertThat(answer.json().at("/errors/0/message").asText()).contains(wrong.get(2));
        }
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.history(change)).hasSize(1);

        // its own number in other letters, and the last day that is allowed
        world.move(
                        world.as(APPROVER),
                        change,
                        "accept",
                        "change_request_number",
                        world.number(change).toLowerCase(java.util.Locale.ROOT),
                        "accounting_date",
                        today.plusYears(2).toString(),
                        "description",
                        "ü".repeat(250))
                .good();
        world.assertSynced(change);
        assertThat(world.history(change).get(1).path("reason").asText())
                .isEqualTo(
                        "Accepted with change request number %s, description \"%s\", accounting date"
                                + " %s.",
                        world.number(change).toLowerCase(java.util.Locale.ROOT),
                        "ü".repeat(250),
                        today.plusYears(2));
    }

    @Test
    void aNumberThatWasTypedInSpectrumOrGivenUpIsTakenForGood() {
        ProcoreChangeOrder byHand = parked("12.00");
        ProcoreChangeOrder unlinked = parked("13.00");
        world.spectrum.faults().next(Fault.invalid("CR_Phase_Code", "Phase is closed"));
        world.accept(byHand);
        world.eventually(byHand, "FAILED_TO_EXPORT");
        String letter = world.deadLetter(byHand).path("id").asText();
        JsonNode done =
                world.admin()
                        .post(
                                "/dead-letters/" + letter + "/done-by-hand",
                                Map.of("reason", "typed", "change_request_number", "Typed-1"));
        assertThat(done.at("/moves/unlink/possible").asBoolean()).isTrue();
        world.accept(unlinked);
        world.assertSynced(unlinked);
        String givenUp = world.number(unlinked);
        world.move(world.as(APPROVER), unlinked, "unlink", "reason", "twice").good();

        ProcoreChangeOrder next = parked("14.00");
        for (String taken : List.of("TYPED-1", givenUp)) {
            Api.Answer answer =
                    world.move(world.as(APPROVER), next, "accept", "change_request_number", taken);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().at("/errors/0/field").asText())
                    .isEqualTo("change_request_number");
        }
        assertThat(
                        world.move(
                                        world.as(APPROVER),
                                        next,
                                        "accept",
                                        "change_request_number",
                                        givenUp)
                                .text())
                .contains("given up by an unlink");
    }

    // ---- Many at once
    // --------------------------------------------------------------------------------------

    @Test
    void ofManyEachSaysWhatItWouldHaveSaidAloneAlsoTheSameOneTwice() {
        ProcoreChangeOrder good = parked("15.00");
        ProcoreChangeOrder wrong = parked("16.00");
        JsonNode seen = world.show(good);
        Map<String, ?> item =
                Map.of(
                        "id",
                        seen.path("id").asText(),
                        "version",
                        seen.path("version").asInt(),
                        "change_request_number",
                        "MANY-1",
                        "accounting_date",
                        LocalDate.now().toString());
        JsonNode unseen = world.show(wrong);
        List<Map<String, ?>> items = new ArrayList<>(List.of(item, item));
        items.add(
                Map.of(
                        "id", unseen.path("id").asText(),
                        "version", unseen.path("version").asInt(),
                        "change_request_number", "far too long"));
        IntStream.rangeClosed(4, 1000)
                .forEach(i -> items.add(Map.of("id", "9000000" + i, "version", 1)));

        JsonNode results =
                world.as(APPROVER)
                        .post("/change-orders/accept", Map.of("items", items))
                        .path("results");

        assertThat(results).hasSize(1000);
        assertThat(World.texts(results, "status").subList(0, 4))
                .containsExactly("200", "409", "422", "404");
        assertThat(results.at("/0/state").asText()).isEqualTo("ACCEPTED");
        assertThat(results.at("/0").has("problem")).isFalse();
        assertThat(results.at("/2/problem/errors/0/field").asText())
                .isEqualTo("change_request_number");
        assertThat(results.at("/999/id").asText()).isEqualTo("90000001000");
        world.assertSynced(good);
        assertThat(world.number(good)).isEqualTo("MANY-1");
    }

    // ---- Unlink
    // --------------------------------------------------------------------------------------------

    @Test
    void whoUnlinksSaysWhetherItIsDeletedInSpectrumAndTheHistoryKeepsIt() {
        ProcoreChangeOrder change = parked("17.00");
        world.accept(change);
        world.assertSynced(change);
        String number = world.number(change);
        String subNumber = subNumber(number);
        String path = "/change-orders/" + world.id(change) + "/unlink";
        int version = world.show(change).path("version").asInt();

        Api.Answer no =
                world.as(APPROVER)
                        .tryPost(
                                path,
                                Map.of(
                                        "version",
                                        version,
                                        "reason",
                                        "twice",
                                        "deleted_in_spectrum",
                                        false));
        assertThat(no.status()).isEqualTo(422);
        assertThat(no.json().at("/errors/0/field").asText()).isEqualTo("deleted_in_spectrum");
        assertThat(no.json().path("detail").asText()).startsWith("Delete it in Spectrum first");
        assertThat(world.state(change)).isEqualTo("SYNCED");

        world.as(APPROVER)
                .post(
                        path,
                        Map.of("version", version, "reason", "twice", "deleted_in_spectrum", true));
        assertThat(last(change).path("reason").asText()).isEqualTo("twice");
        assertThat(last(change).at("/detail/note").asText())
                .isEqualTo("It was confirmed that it is deleted in Spectrum.");

        world.move(world.as(PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.number(change)).isNotEqualTo(number);
        assertThat(subNumber(world.number(change))).isNotEqualTo(subNumber);

        world.move(world.as(APPROVER), change, "unlink", "reason", "thrice").good();
        assertThat(last(change).at("/detail/note").asText())
                .isEqualTo("It was not confirmed that it is deleted in Spectrum.");
    }

    // ---- Two people
    // ----------------------------------------------------------------------------------------

    @Test
    void whatTakesTwoIsExportedAsTheFirstTypedItOnceTheSecondAgrees() {
        ProcoreChangeOrder large = parked("1000000.01");
        JsonNode before = world.show(large);
        assertThat(before.path("approvals")).isEmpty();
        assertThat(before.path("approvals_needed").asInt()).isEqualTo(2);
        LocalDate day = LocalDate.now().minusDays(3);

        JsonNode first =
                world.move(
                                world.as(APPROVER),
                                large,
                                "accept",
                                "change_request_number",
                                "LARGE-1",
                                "accounting_date",
                                day.toString())
                        .good();
        assertThat(first.path("state").asText()).isEqualTo("READY_TO_EXPORT");
        assertThat(World.texts(first.path("approvals"), "by")).containsExactly("approver");
        assertThat(first.at("/approvals/0/change_request_number").asText()).isEqualTo("LARGE-1");
        assertThat(first.at("/approvals/0/accounting_date").asText()).isEqualTo(day.toString());
        assertThat(first.at("/moves/accept/possible").asBoolean()).isFalse();
        assertThat(first.at("/moves/accept/reason").asText())
                .isEqualTo(
                        world.move(world.as(APPROVER), large, "accept")
                                .json()
                                .path("detail")
                                .asText());
        JsonNode preview = another.get("/change-orders/" + world.id(large) + "/preview");
        assertThat(preview.path("change_request_number").asText()).isEqualTo("LARGE-1");
        assertThat(world.calls(large)).isEmpty();

        JsonNode second = world.move(another, large, "accept").good();

        assertThat(World.texts(second.path("approvals"), "by"))
                .containsExactly("approver", "another-approver");
        world.assertSynced(large);
        assertThat(world.number(large)).isEqualTo("LARGE-1");
        assertThat(
                        world.spectrum
                                .ledger()
                                .changeRequest("LARGE-1")
                                .orElseThrow()
                                .lines()
                                .get(0)
                                .value("Sub_Change_Order_Date"))
                .isEqualTo("%tm/%<td/%<tY".formatted(day));
    }

    @Test
    void theFirstOfTwoMayThinkAgain() {
        ProcoreChangeOrder large = parked("-2000000.00");
        world.accept(large);
        JsonNode undone = world.move(world.as(APPROVER), large, "undo").good();
        assertThat(undone.path("approvals")).isEmpty();
        assertThat(undone.at("/moves/undo/reason").asText())
                .isEqualTo(
                        world.move(world.as(APPROVER), large, "undo")
                                .json()
                                .path("detail")
                                .asText());
        assertThat(world.accept(large).path("state").asText()).isEqualTo("READY_TO_EXPORT");
    }

    @Test
    void whatChangesInProcoreAfterTheFirstAcceptanceTakesTwoNewOnes() {
        ProcoreChangeOrder large = parked("3000000.00");
        world.accept(large);
        large.setLines(line("03-300.S", "4000000.00"));

        Api.Answer late = world.move(another, large, "accept");

        assertThat(late.status()).isEqualTo(409);
        assertThat(world.show(large).path("approvals")).isEmpty();
        assertThat(last(large).path("reason").asText())
                .isEqualTo("What approver had accepted as the first of two is void.");
        world.move(world.as(PROJECT_MANAGER), large, "send").good();
        assertThat(world.move(another, large, "accept").good().path("state").asText())
                .isEqualTo("READY_TO_EXPORT");
        world.accept(large);
        world.assertSynced(large);
    }

    // ---- The system
    // ----------------------------------------------------------------------------------------

    @Test
    void theSystemAcceptsWhatIsParkedInTheProjectsOfTheSettingAndNothingElse() {
        ProcoreChangeOrder eligible = direct.changeOrder("20.00");
        ProcoreChangeOrder elsewhere = site.changeOrder("21.00");
        ProcoreChangeOrder large = direct.changeOrder("1000000.01");
        world.poll();
        world.assertSynced(eligible);
        assertThat(world.history(eligible))
                .extracting(entry -> entry.path("reason").asText())
                .contains("Accepted by the system (setting approval.direct-export).");
        assertThat(World.texts(world.show(eligible).path("approvals"), "by"))
                .containsExactly("system");
        assertThat(world.state(elsewhere)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.state(large)).as("takes two people").isEqualTo("READY_TO_EXPORT");
    }

    @Test
    void theSystemAcceptsWhatIsSentByHandAndWhatIsFreedByARecheck() {
        ProcoreChangeOrder change = direct.changeOrder("22.00");
        ProcoreChangeOrder waiting = direct.changeOrder("Waits", line("07-700.S", "23.00"));
        world.poll();
        world.assertSynced(change);
        world.move(world.as(APPROVER), change, "unlink", "reason", "twice").good();
        world.move(world.as(PROJECT_MANAGER), change, "send").good();
        world.assertSynced(change);
        assertThat(world.history(change)).extracting(World::by).endsWith("system", "system");

        assertThat(world.state(waiting)).isEqualTo("NEEDS_ATTENTION");
        world.spectrum.books().addPhase(direct.job(), "07700", "S", "Roof");
        world.refresh();
        world.assertSynced(waiting);
    }

    @Test
    void whatWasParkedForTheSystemWhenTheBridgeWentDownIsAcceptedAfterTheStart() {
        // as if it had been killed between the two transactions; beside, one of another project
        ProcoreChangeOrder elsewhere = parked("25.00");
        world.database().sql("UPDATE change_order SET direct_export = TRUE").update();

        world.restart(Map.of());

        world.assertSynced(before);
        assertThat(world.history(before)).extracting(World::by).containsOnly("system");
        assertThat(world.state(elsewhere)).isEqualTo("READY_TO_EXPORT");
    }

    private static ProcoreChangeOrder parked(String amount) {
        ProcoreChangeOrder changeOrder = site.changeOrder(amount);
        world.poll();
        assertThat(world.state(changeOrder)).isEqualTo("READY_TO_EXPORT");
        return changeOrder;
    }

    private static JsonNode last(ProcoreChangeOrder changeOrder) {
        List<JsonNode> history = world.history(changeOrder);
        return history.get(history.size() - 1);
    }

    private static String subNumber(String changeRequest) {
        return world.spectrum
                .ledger()
                .changeRequest(changeRequest)
                .orElseThrow()
                .lines()
                .get(0)
                .value("Sub_Change_Order_Number");
    }
}
