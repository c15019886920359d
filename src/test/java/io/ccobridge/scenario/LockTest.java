package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
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
        String shown = world.show(change).path("vendor_code").asText();
        world.spectrum
                .books()
                .addVendor("OTHER", "Other Inc.")
                .addSubcontract("OTHER", other.subcontract.number());
        world.refresh();
        world.admin()
                .put(
                        "/links/vendors",
                        Map.of("procore_id", other.vendor.id(), "spectrum_code", "OTHER"));

        Api.Answer answer = world.move(world.as(Role.APPROVER), change, "accept");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asText()).contains("another job or vendor");
        assertThat(world.show(change).path("vendor_code").asText()).isEqualTo("OTHER");
        assertThat(lastReason(change)).contains("OTHER").contains(shown);
        assertThat(world.calls(change)).isEmpty();

        world.accept(change);
        world.assertSynced(change);
        assertThat(world.spectrum.ledger().subcontractTotal("OTHER", other.subcontract.number()))
                .isEqualTo(new BigDecimal("19.00"));
    }

    @Test
    void whatIsDeletedInProcoreIsNotAccepted() {
        ProcoreChangeOrder gone = parked("18.00");
        gone.remove();
        Api.Answer answer = world.move(world.as(Role.APPROVER), gone, "accept");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asText()).contains("Procore does not show it");
        assertThat(world.calls(gone)).isEmpty();
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
