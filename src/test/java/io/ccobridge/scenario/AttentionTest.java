package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreVendor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What fails a requirement, and how it moves on. */
class AttentionTest extends Scenario {

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of());
    }

    @Test
    void everyUnmetRequirementIsListedWithItsFix() {
        ProcoreVendor stranger = world.procore.company().addVendor("Stranger & Sons", null);
        ProcoreChangeOrder wrong =
                site.project
                        .addSubcontract("SC-900", stranger)
                        .setOriginCode(null)
                        .addChangeOrder(
                                "1234567890123",
                                "A title that is much too long for Spectrum",
                                line("10-140.S", "5.00"),
                                line("03-300.S", "1.00"))
                        .setCurrency("CAD")
                        .setTotal("7.00");
        world.poll();
        assertThat(world.state(wrong)).isEqualTo("NEEDS_ATTENTION");
        assertThat(world.unmet(wrong))
                .containsExactlyInAnyOrder(
                        "number-length",
                        "title-length",
                        "vendor-linked",
                        "commitment-synced",
                        "cost-codes-linked",
                        "currency",
                        "amount-fits");
        assertThat(world.show(wrong).path("problems"))
                .allSatisfy(
                        problem -> {
                            assertThat(problem.path("message").asText()).isNotBlank();
                            assertThat(problem.path("fix").asText()).isNotBlank();
                        });
        assertThat(world.move(world.admin(), wrong, "accept").status()).isEqualTo(409);
    }

    @Test
    void itMovesOnByItselfWhenItsVendorIsLinkedByHand() {
        ProcoreVendor vendor = world.procore.company().addVendor("Newcomer Electric", null);
        ProcoreCommitment contract = site.project.addSubcontract("SC-901", vendor);
        world.spectrum
                .books()
                .addVendor("NEWCOMER", "Newcomer Electric Inc.")
                .addSubcontract("NEWCOMER", "SC-901");
        world.refresh();
        ProcoreChangeOrder change =
                site.changeOrder(contract, "Outlets", line("03-300.S", "80.25"));
        world.poll();
        assertThat(world.unmet(change)).containsExactly("vendor-linked");
        JsonNode waitsFor = world.show(change).path("waits_for");
        assertThat(waitsFor).hasSize(1);
        assertThat(waitsFor.get(0).path("kind").asText()).isEqualTo("vendor");
        assertThat(waitsFor.get(0).path("name").asText()).isEqualTo("Newcomer Electric");
        assertThat(waitsFor.get(0).path("code").isNull()).isTrue();
        assertThat(waitsFor.get(0).path("since").asText()).isNotBlank();
        assertThat(waitsFor.get(0).path("message").asText()).contains("is not linked");
        assertThat(listed("vendor")).contains(world.id(change));
        assertThat(listed("phase")).doesNotContain(world.id(change));

        world.admin()
                .put(
                        "/links/vendors",
                        Map.of("procore_id", vendor.id(), "spectrum_code", "NEWCOMER"));

        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.show(change).at("/links/vendor/source").asText()).isEqualTo("manual");
        assertThat(world.show(change).path("waits_for")).isEmpty();
        assertThat(listed("vendor")).doesNotContain(world.id(change));
        assertThat(lastReason(change))
                .isEqualTo(
                        "Freed by: vendor Newcomer Electric linked to NEWCOMER by admin;"
                                + " it meets every requirement.");
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.spectrum.ledger().subcontractTotal("NEWCOMER", "SC-901"))
                .isEqualTo(new BigDecimal("80.25"));
    }

    @Test
    void itMovesOnByItselfWhenItsCommitmentIsLinkedByHand() {
        ProcoreCommitment contract =
                site.project.addSubcontract("SC-902", site.vendor).setOriginCode(null);
        ProcoreChangeOrder change = site.changeOrder(contract, "Beam", line("05-500.S", "3.00"));
        world.poll();
        assertThat(world.unmet(change)).containsExactly("commitment-synced");
        world.admin()
                .put(
                        "/links/commitments",
                        Map.of(
                                "procore_id",
                                contract.id(),
                                "spectrum_code",
                                site.subcontract.number()));
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
    }

    @Test
    void itMovesOnByItselfWhenItsPhaseArrivesInSpectrum() {
        ProcoreChangeOrder change = site.changeOrder("Lifts", line("14-200.S", "9000.00"));
        world.poll();
        assertThat(world.unmet(change)).containsExactly("cost-codes-linked");
        ProcoreChangeOrder second =
                site.changeOrder(
                        "A title that is longer than thirty characters", line("14-200.S", "1.00"));
        world.poll();
        assertThat(world.show(change).path("waits_for").get(0).path("code").asText())
                .isEqualTo("14200.S");
        world.spectrum.books().addPhase(site.job(), "14200", "S", "Elevators");
        JsonNode before = world.as(Role.VIEWER).get("/reference-data");

        JsonNode after = world.refreshAsAPerson();

        assertThat(after.at("/held/2/what").asText()).isEqualTo("phases");
        assertThat(after.at("/held/2/count").asInt())
                .isEqualTo(before.at("/held/2/count").asInt() + 1);
        assertThat(after.at("/refreshes/0/state").asText()).isEqualTo("done");
        assertThat(after.at("/refreshes/0/errors")).isEmpty();
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
        assertThat(lastReason(change))
                .isEqualTo(
                        "Freed by: phase 14200 S appeared in Spectrum; it meets every requirement.");
        assertThat(world.unmet(second)).containsExactly("title-length");
        assertThat(world.show(second).path("waits_for")).isEmpty();
        assertThat(lastReason(second))
                .isEqualTo(
                        "Arrived: phase 14200 S appeared in Spectrum; it does not meet: title-length.");
        world.accept(change);
        world.assertSynced(change);
    }

    @Test
    void thePreviewOfAnAmountWithAPartOfACentShowsTheProblemAndNoCalls() {
        ProcoreChangeOrder change = site.changeOrder("Grout", line("03-300.S", "100.255"));
        world.poll();
        JsonNode preview = world.admin().get("/change-orders/" + world.id(change) + "/preview");
        assertThat(preview.path("calls")).isEmpty();
        assertThat(World.texts(preview.path("problems"), "requirement")).contains("amount-fits");
    }

    @Test
    void itMovesOnByItselfWhenItIsPutRightInProcore() {
        ProcoreChangeOrder change =
                site.changeOrder(
                        "Waterproofing of the east wall, second part", line("03-300.S", "2.00"));
        world.poll();
        assertThat(world.unmet(change)).containsExactly("title-length");
        change.setTitle("Waterproofing, east wall");
        JsonNode run = world.poll();
        assertThat(run.path("changed").asInt()).isEqualTo(1);
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.show(change).path("title").asText()).isEqualTo("Waterproofing, east wall");
    }

    @Test
    void aJobThatIsCompleteHoldsItBackUntilItIsActiveAgain() {
        Site other = world.site();
        world.spectrum.books().completeJob(other.job());
        world.refresh();
        ProcoreChangeOrder change = other.changeOrder("70.00");
        world.poll();
        assertThat(world.unmet(change)).contains("project-synced");
        assertThat(World.texts(world.show(change).path("waits_for"), "kind")).contains("job");
        world.spectrum.books().setJobStatus(other.job(), "A");
        world.refresh();
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
        assertThat(lastReason(change))
                .contains("job " + other.job() + " is active in Spectrum again");
    }

    @Test
    void aChangeOrderOfAPurchaseOrderNeedsAttentionSinceSpectrumKnowsNone() {
        ProcoreCommitment order = site.project.addPurchaseOrder("PO-001", site.vendor);
        ProcoreChangeOrder change = site.changeOrder(order, "Rebar", line("03-300.M", "44.00"));
        world.poll();
        assertThat(world.state(change)).isEqualTo("NEEDS_ATTENTION");
        assertThat(world.unmet(change)).containsExactly("commitment-kind");
    }

    @Test
    void aLinkFreesAllThatWaitForItAndAnImportAsWell() {
        ProcoreVendor vendor = world.procore.company().addVendor("Many Waiting", null);
        ProcoreCommitment contract = site.project.addSubcontract("SC-903", vendor);
        world.spectrum.books().addVendor("MANY", "Many").addSubcontract("MANY", "SC-903");
        world.refresh();
        ProcoreChangeOrder[] waiting = new ProcoreChangeOrder[5];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = site.changeOrder(contract, "Many " + i, line("03-300.S", "1.00"));
        }
        world.poll();
        world.admin()
                .postCsv(
                        "/links/vendors/import",
                        "procore_id,spectrum_code\n" + vendor.id() + ",MANY\n");
        for (ProcoreChangeOrder each : waiting) {
            assertThat(world.state(each)).isEqualTo("READY_TO_EXPORT");
            assertThat(lastReason(each)).contains("linked to MANY by admin");
        }
    }

    @Test
    void aProjectThatIsLinkedToTheRightJobFreesWhatWaitedForItsPhases() {
        Site other = world.site();
        String wrong = "24-WRONG" + engine.ordinal();
        world.spectrum.books().addJob(wrong, "Wrong", Site.CUSTOMER);
        world.refresh();
        world.admin()
                .put(
                        "/links/projects",
                        Map.of("procore_id", other.project.id(), "spectrum_code", wrong));
        ProcoreChangeOrder change = other.changeOrder("71.00");
        world.poll();
        assertThat(world.unmet(change)).containsExactly("cost-codes-linked");
        world.admin().delete("/links/projects?procore_id=" + other.project.id());
        assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
    }

    @Test
    void aPollThatBringsWhatIsWaitedForFreesItToo() {
        ProcoreVendor late = world.procore.company().addVendor("Late Code", null);
        ProcoreCommitment contract = site.project.addSubcontract("SC-904", late);
        world.spectrum.books().addVendor("LATE", "Late").addSubcontract("LATE", "SC-904");
        world.refresh();
        ProcoreChangeOrder change = site.changeOrder(contract, "Late", line("03-300.S", "1.00"));
        world.poll();
        assertThat(world.unmet(change)).containsExactly("vendor-linked");

        late.setOriginCode("LATE");
        // a company that was never seen makes the poll read them all
        site.changeOrder(
                site.project.addSubcontract(
                        "SC-905", world.procore.company().addVendor("Unseen", null)),
                "Unseen",
                line("03-300.S", "1.00"));
        world.poll();

        world.eventually(change, "READY_TO_EXPORT");
        assertThat(lastReason(change))
                .contains("vendor Late Code leads to LATE by its ERP code in Procore now");
    }

    private static List<String> listed(String waitsFor) {
        return World.items(world.admin().get("/change-orders?per_page=200&waits_for=" + waitsFor))
                .stream()
                .map(item -> item.path("id").asText())
                .toList();
    }

    private static String lastReason(ProcoreChangeOrder changeOrder) {
        var history = world.history(changeOrder);
        return history.get(history.size() - 1).path("reason").asText();
    }
}
