package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreVendor;
import io.ccobridge.sandbox.spectrum.Fault;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What was sent to accounting and changes afterwards (lifecycle, "The lock"). */
class LockTest extends Scenario {

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of());
    }

    @Test
    void whatIsVoidedLeavesTheQueueWithAnAuditEntryAndComesBackWhenApprovedAgain() {
        ProcoreChangeOrder voided = parked("10.00");
        voided.makeVoid();
        world.poll();
        assertThat(world.state(voided)).isEqualTo("NEEDS_ATTENTION");
        assertThat(world.unmet(voided)).contains("status-approved");
        assertThat(lastReason(voided)).contains("No longer approved").contains("void");

        voided.approve();
        world.poll();
        assertThat(world.state(voided)).isEqualTo("READY_TO_EXPORT");
    }

    @Test
    void whatIsNoLongerApprovedLeavesTheQueue() {
        ProcoreChangeOrder draft = parked("11.00");
        draft.setStatus("pending");
        world.poll();
        assertThat(world.state(draft)).isEqualTo("NEEDS_ATTENTION");
        assertThat(world.move(world.admin(), draft, "accept").status()).isEqualTo(409);
    }

    @Test
    void whatIsSyncedKeepsItsStateAndRaisesTheDriftAlarmAndIsNotExportedAgain() {
        ProcoreChangeOrder synced = parked("12.00");
        ProcoreChangeOrder voided = parked("13.00");
        Map<String, BigDecimal> held = Site.owed(synced);
        world.accept(synced);
        world.accept(voided);
        world.assertSynced(synced);
        world.assertSynced(voided);

        synced.setLines(line("03-300.S", "1200.00"));
        voided.makeVoid();
        world.poll();

        for (ProcoreChangeOrder drifted : new ProcoreChangeOrder[] {synced, voided}) {
            assertThat(world.state(drifted)).isEqualTo("SYNCED");
            assertThat(world.show(drifted).path("changed_since_sent").asBoolean()).isTrue();
            assertThat(world.calls(drifted)).hasSize(1);
        }
        world.assertHeld(synced, held);
    }

    @Test
    void whatChangedSinceItWasSentCannotBeAcceptedUntilItIsSentAgain() {
        ProcoreChangeOrder change = parked("14.00");
        change.setLines(line("03-300.S", "15.50"), line("05-500.S", "0.50"));
        world.poll();

        JsonNode marked = world.show(change);
        assertThat(marked.path("changed_since_sent").asBoolean()).isTrue();
        assertThat(marked.at("/before/total").asText()).isEqualTo("14.00");
        assertThat(marked.at("/after/total").asText()).isEqualTo("16.00");
        assertThat(world.move(world.as(Role.APPROVER), change, "accept").status()).isEqualTo(409);
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");

        JsonNode sent = world.move(world.as(Role.PROJECT_MANAGER), change, "send").good();
        assertThat(sent.path("changed_since_sent").asBoolean()).isFalse();
        assertThat(sent.path("sent_by").asText()).isEqualTo("project-manager");
        world.accept(change);
        world.assertSynced(change);
    }

    @Test
    void whatChangesBetweenTheLookAndTheClickIsNotAccepted() {
        ProcoreChangeOrder change = parked("17.00");
        change.setLines(line("03-300.S", "1700.00"));
        assertThat(world.move(world.as(Role.APPROVER), change, "accept").status()).isEqualTo(409);
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.show(change).path("changed_since_sent").asBoolean()).isTrue();
        assertThat(world.calls(change)).isEmpty();

        world.move(world.as(Role.PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.assertSynced(change);
    }

    @Test
    void whatLeadsToAnotherVendorSinceTheLookIsNotAcceptedBeforeASecondLook() {
        Site other = world.site();
        ProcoreChangeOrder change = other.changeOrder("19.00");
        world.poll();
        JsonNode look = world.show(change);
        world.spectrum
                .books()
                .addVendor("OTHER", "Other Inc.")
                .addSubcontract("OTHER", other.subcontract.number());
        world.refresh();
        world.admin()
                .put(
                        "/links/vendors",
                        Map.of("procore_id", other.vendor.id(), "spectrum_code", "OTHER"));

        assertThat(acceptAsSeen(look).status()).isEqualTo(409);
        assertThat(world.show(change).path("vendor_code").asText()).isEqualTo("OTHER");
        assertThat(lastReason(change))
                .contains("OTHER")
                .contains(look.path("vendor_code").asText());
        assertThat(world.calls(change)).isEmpty();

        world.accept(change);
        world.assertSynced(change);
        assertThat(world.spectrum.ledger().subcontractTotal("OTHER", other.subcontract.number()))
                .isEqualTo(new BigDecimal("19.00"));
    }

    @Test
    void whatLeadsToAnotherVendorByItsCodeInProcoreSinceTheLookIsNotAcceptedEither() {
        Site other = world.site();
        ProcoreChangeOrder change = other.changeOrder("19.50");
        world.poll();
        world.spectrum
                .books()
                .addVendor("RENAMED", "Renamed")
                .addSubcontract("RENAMED", other.subcontract.number());
        world.refresh();
        JsonNode look = world.show(change);
        other.vendor.setOriginCode("RENAMED");

        Api.Answer answer = acceptAsSeen(look);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asText()).contains("another job, vendor");
        assertThat(lastReason(change)).contains("vendor RENAMED, no longer");
        assertThat(world.calls(change)).isEmpty();
        world.accept(change);
        world.eventually(change, "SYNCED");
    }

    @Test
    void aLinkThatChangesAndChangesBackLeavesNoLookToBeAccepted() {
        Site other = world.site();
        ProcoreChangeOrder change = other.changeOrder("19.75");
        world.poll();
        world.spectrum
                .books()
                .addVendor("BETWEEN", "Between")
                .addSubcontract("BETWEEN", other.subcontract.number());
        world.refresh();
        JsonNode before = world.show(change);
        Map<String, ?> link = Map.of("procore_id", other.vendor.id(), "spectrum_code", "BETWEEN");
        world.admin().put("/links/vendors", link);
        JsonNode between = world.show(change);
        assertThat(between.path("vendor_code").asText()).isEqualTo("BETWEEN");
        world.admin()
                .put(
                        "/links/vendors",
                        Map.of(
                                "procore_id",
                                other.vendor.id(),
                                "spectrum_code",
                                before.path("vendor_code").asText()));

        assertThat(acceptAsSeen(between).status()).isEqualTo(409);
        assertThat(acceptAsSeen(before).status()).isEqualTo(409);
        assertThat(world.calls(change)).isEmpty();
        world.accept(change);
        world.assertSynced(change);
    }

    @Test
    void whatAPreviewShowsAnewCannotBeAcceptedUnderTheLookBeforeIt() {
        Site other = world.site();
        ProcoreChangeOrder change = other.changeOrder("19.80");
        world.poll();
        world.spectrum
                .books()
                .addVendor("SHOWN", "Shown")
                .addSubcontract("SHOWN", other.subcontract.number());
        world.refresh();
        JsonNode look = world.show(change);
        String code = look.path("vendor_code").asText();
        other.vendor.setOriginCode("SHOWN");
        world.refresh();
        String id = look.path("id").asText();
        assertThat(world.admin().get("/change-orders/" + id + "/preview").toString())
                .contains("SHOWN");
        assertThat(world.show(change).path("vendor_code").asText()).isEqualTo("SHOWN");
        other.vendor.setOriginCode(code);
        world.refresh();

        assertThat(acceptAsSeen(look).status()).isEqualTo(409);
        assertThat(world.calls(change)).isEmpty();
    }

    private static Api.Answer acceptAsSeen(JsonNode look) {
        return world.as(Role.APPROVER)
                .tryPost(
                        "/change-orders/" + look.path("id").asText() + "/accept",
                        Map.of("version", look.path("version").asInt()));
    }

    @Test
    void whatIsDeletedInProcoreIsNotAcceptedAndLeavesTheQueue() {
        ProcoreChangeOrder gone = parked("18.00");
        String id = world.id(gone);
        gone.remove();
        Api.Answer answer = world.move(world.as(Role.APPROVER), gone, "accept");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asText()).contains("Procore does not show it");
        JsonNode shown = world.admin().get("/change-orders/" + id);
        assertThat(shown.path("state").asText()).isEqualTo("NEEDS_ATTENTION");
        assertThat(World.texts(shown.path("problems"), "requirement"))
                .containsExactly("status-approved");
        assertThat(shown.path("waits_for")).isEmpty();
    }

    @Test
    void aWholePollNoticesWhatWasDeletedInProcore() {
        ProcoreChangeOrder waiting = parked("20.00");
        ProcoreChangeOrder synced = parked("21.00");
        world.accept(synced);
        world.assertSynced(synced);
        String waitingId = world.id(waiting);
        String syncedId = world.id(synced);
        waiting.remove();
        synced.remove();
        world.poll();
        assertThat(state(waitingId))
                .as("a list of changes does not tell")
                .isEqualTo("READY_TO_EXPORT");

        assertThat(world.pollWhole().path("full").asBoolean()).isTrue();

        assertThat(state(waitingId)).isEqualTo("NEEDS_ATTENTION");
        assertThat(state(syncedId)).isEqualTo("SYNCED");
        JsonNode drifted = world.admin().get("/change-orders/" + syncedId);
        assertThat(drifted.path("changed_since_sent").asBoolean()).isTrue();
        assertThat(drifted.at("/after/status").asText()).isEqualTo("deleted");
        assertThat(drifted.path("procore_status").asText()).isEqualTo("approved");
        assertThat(world.admin().get("/change-orders/" + waitingId).path("procore_status").asText())
                .isEqualTo("deleted");
    }

    private static String state(String id) {
        return world.admin().get("/change-orders/" + id).path("state").asText();
    }

    @Test
    void anotherContractCompanyAloneIsNoticedByTheRefreshAndShownBeforeAndAfter() {
        Site other = world.site();
        ProcoreChangeOrder change = other.changeOrder("23.00");
        ProcoreChangeOrder synced = other.changeOrder("24.00");
        world.pollAndAccept(synced);
        world.assertSynced(synced);
        String before = other.vendor.name();
        ProcoreVendor beta = world.procore.company().addVendor("Beta Concrete", "BETA");
        world.spectrum
                .books()
                .addVendor("BETA", "Beta")
                .addSubcontract("BETA", other.subcontract.number());
        other.subcontract.setVendor(beta);

        world.refresh();

        for (ProcoreChangeOrder each : new ProcoreChangeOrder[] {change, synced}) {
            JsonNode shown = world.show(each);
            assertThat(shown.path("changed_since_sent").asBoolean()).isTrue();
            assertThat(shown.at("/before/vendor").asText()).isEqualTo(before);
            assertThat(shown.at("/after/vendor").asText()).isEqualTo("Beta Concrete");
            assertThat(shown.at("/after/commitment").asText())
                    .isEqualTo(other.subcontract.number());
        }
        assertThat(world.state(synced)).isEqualTo("SYNCED");
        assertThat(world.move(world.as(Role.APPROVER), change, "accept").status()).isEqualTo(409);
        world.move(world.as(Role.PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.spectrum.ledger().subcontractTotal("BETA", other.subcontract.number()))
                .isEqualTo(new BigDecimal("23.00"));
    }

    @Test
    void whatMovesToAnotherCommitmentOfTheSameCompanyHasChanged() {
        Site other = world.site();
        ProcoreCommitment second = other.project.addSubcontract("SC-2ND", other.vendor);
        ProcoreChangeOrder change = other.changeOrder("25.00");
        world.poll();
        var document = world.procore.document(change);
        change.putRaw(document.put("contract_id", second.id()).toString());
        assertThat(world.move(world.as(Role.APPROVER), change, "accept").status()).isEqualTo(409);
        JsonNode shown = world.show(change);
        assertThat(shown.at("/before/commitment").asText()).isEqualTo(other.subcontract.number());
        assertThat(shown.at("/after/commitment").asText()).isEqualTo("SC-2ND");
    }

    @Test
    void whatLeadsToAnotherSubcontractOrPhaseSinceTheLookIsNotAcceptedBeforeASecondLook() {
        Site other = world.site();
        ProcoreChangeOrder change = other.changeOrder("26.00");
        world.poll();
        world.spectrum.books().addSubcontract(other.vendor.originCode(), "SC-NEW");
        JsonNode first = world.show(change);
        world.admin()
                .put(
                        "/links/commitments",
                        Map.of("procore_id", other.subcontract.id(), "spectrum_code", "SC-NEW"));
        assertThat(acceptAsSeen(first).status()).isEqualTo(409);
        assertThat(lastReason(change))
                .contains("subcontract SC-NEW, no longer " + other.subcontract.number());
        JsonNode second = world.show(change);
        world.admin()
                .put(
                        "/links/cost-codes",
                        Map.of("procore_id", "03-300.S", "spectrum_code", "05500.S"));
        assertThat(acceptAsSeen(second).status()).isEqualTo(409);
        assertThat(lastReason(change)).contains("phase 05500.S for 03-300.S, no longer 03300.S");
        assertThat(world.calls(change)).isEmpty();
        world.accept(change);
        world.eventually(change, "SYNCED");
        world.assertHeld(change, Map.of("05500 S", new BigDecimal("26.00")));
        world.admin().delete("/links/cost-codes?procore_id=03-300.S");
    }

    @Test
    void aPartThatSpectrumHoldsIsNotSentUnderAnotherSubcontractAndTheWayOutIsTold() {
        Site other = world.site();
        ProcoreCommitment second = other.project.addSubcontract("SC-OTHER", other.vendor);
        world.spectrum.books().addSubcontract(other.vendor.originCode(), "SC-OTHER");
        ProcoreChangeOrder change =
                other.changeOrder("Moves", line("03-300.S", "1.00"), line("05-500.S", "2.00"));
        world.poll();
        world.spectrum
                .faults()
                .next(Fault.invalid("CR_Phase_Code", "Phase is closed").onPhase("05500"));
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");
        world.move(world.as(Role.APPROVER), change, "reject", "reason", "Wrong contract").good();
        var document = world.procore.document(change);
        change.putRaw(document.put("contract_id", second.id()).toString());
        world.move(world.as(Role.PROJECT_MANAGER), change, "send").good();

        Api.Answer refused = world.move(world.as(Role.APPROVER), change, "accept");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("detail").asText())
                .contains("03300 S 1.00")
                .contains("change request " + world.number(change))
                .contains("Subcontract_Number SC-OTHER")
                .contains("0.00 where nothing is");

        // as it says: back, with nothing left there
        change.putRaw(null);
        change.setLines(line("03-300.S", "0.00"));
        world.move(world.as(Role.PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.eventually(change, "SYNCED");
        assertThat(world.spectrum.ledger().total(world.number(change)))
                .isEqualByComparingTo("0.00");
    }

    private static ProcoreChangeOrder parked(String amount) {
        ProcoreChangeOrder changeOrder = site.changeOrder(amount);
        world.poll();
        assertThat(world.state(changeOrder)).isEqualTo("READY_TO_EXPORT");
        return changeOrder;
    }

    private static String lastReason(ProcoreChangeOrder changeOrder) {
        var history = world.history(changeOrder);
        return history.get(history.size() - 1).path("reason").asText();
    }
}
