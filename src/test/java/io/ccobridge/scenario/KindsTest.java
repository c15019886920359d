package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.counted;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.procore.ThreeTiers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/**
 * Kinds of commitments, of schedules of values and of tiers, from Procore into Spectrum, at a site
 * that keeps its purchase orders as subcontracts.
 */
class KindsTest extends Scenario {

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of("links.purchase-orders-as-subcontracts", "true"));
    }

    // ---- Purchase orders

    @Test
    void aPurchaseOrdersChangeOrderGoesAsASubcontractsWithAPInItsNumber() {
        ProcoreCommitment order = site.project.addPurchaseOrder("PO-24-0017", site.vendor);
        ProcoreCommitment twin = site.project.addSubcontract("SC-24-0017", site.vendor);
        for (ProcoreCommitment each : List.of(order, twin)) {
            world.spectrum.books().addSubcontract(site.vendor.originCode(), each.number());
        }
        ProcoreChangeOrder bought = order.addChangeOrder("001", "Rebar", line("03-300.M", "44.00"));
        ProcoreChangeOrder built = twin.addChangeOrder("001", "Walls", line("03-300.S", "5.00"));

        world.pollAndAccept(bought, built);

        world.assertSynced(bought);
        world.assertSynced(built);
        assertThat(world.number(bought)).isEqualTo("P017-001");
        assertThat(world.number(built)).isEqualTo("S017-001");
        assertThat(
                        world.spectrum
                                .ledger()
                                .subcontractTotal(site.vendor.originCode(), order.number()))
                .isEqualTo(new BigDecimal("44.00"));
    }

    @Test
    void aPurchaseOrdersNumberHasTheSameTenCharactersAsASubcontracts() {
        ProcoreCommitment order =
                site.project.addPurchaseOrder("PO-24-00017", site.vendor).setOriginCode("PO17");
        ProcoreChangeOrder change =
                order.addChangeOrder("001", "Too long", line("03-300.M", "1.00"));
        world.poll();
        assertThat(world.unmet(change)).containsExactly("commitment-synced");
        assertThat(world.show(change).path("problems").get(0).path("message").asText())
                .contains("11 characters; at most 10");
    }

    // ---- Kinds of schedule of values

    @Test
    void ofCountedLinesTheAmountsGoToSpectrumAndTheCountIsShown() {
        ProcoreCommitment contract = site.project.addSubcontract("SC-U1", site.vendor).countLines();
        world.spectrum.books().addSubcontract(site.vendor.originCode(), contract.number());
        ProcoreChangeOrder change =
                contract.addChangeOrder(
                        "001",
                        "Concrete by the yard",
                        counted("03-300.M", "12.345", "CY", "80.01", "Mix").rounded("987.72"),
                        counted("03-300.S", "-3", "HR", "50", "Credit"),
                        counted("05-500.S", "10", "LB", "2.00", "Agreed").typed("19.00"),
                        line("09-900.S", "0.00"));
        world.poll();

        JsonNode shown = world.show(change);
        assertThat(shown.path("state").asText()).isEqualTo("READY_TO_EXPORT");
        assertThat(shown.path("accounting_method").asText()).isEqualTo("unit");
        JsonNode first = shown.path("lines").get(0);
        assertThat(first.path("quantity").asText()).isEqualTo("12.345");
        assertThat(first.path("unit_cost").asText()).isEqualTo("80.01");
        assertThat(first.path("uom").asText()).isEqualTo("CY");
        assertThat(first.path("amount").asText()).isEqualTo("987.72");
        assertThat(shown.path("lines").get(3).has("quantity")).isFalse();
        assertThat(preview(change).path("warnings")).isEmpty();

        world.accept(change);
        world.assertSynced(change);
        world.assertHeld(
                change,
                Map.of(
                        "03300 M", new BigDecimal("987.72"),
                        "03300 S", new BigDecimal("-150.00"),
                        "05500 S", new BigDecimal("19.00"),
                        "09900 S", new BigDecimal("0.00")));
    }

    @Test
    void anAmountThatIsNotWhatItsCountComesToIsSaidToTheApproverAndHoldsNothingBack() {
        ProcoreCommitment contract = site.project.addSubcontract("SC-U2", site.vendor).countLines();
        world.spectrum.books().addSubcontract(site.vendor.originCode(), contract.number());
        ProcoreChangeOrder odd =
                contract.addChangeOrder(
                        "001",
                        "Odd",
                        counted("03-300.M", "10", "CY", "80.00", "Mix").rounded("790.00"));
        ProcoreChangeOrder partOfACent =
                contract.addChangeOrder(
                        "002", "Part of a cent", counted("03-300.M", "0.5", "CY", "0.25", "Mix"));
        world.poll();
        assertThat(world.state(odd)).isEqualTo("READY_TO_EXPORT");
        assertThat(preview(odd).path("warnings"))
                .extracting(warning -> warning.path("message").asText())
                .containsExactly(
                        "Line 1: 10 CY at 80.00 come to 800.00; Procore's amount is 790.00, and that is"
                                + " what Spectrum is told.");
        assertThat(world.unmet(partOfACent)).containsOnly("amount-fits");
    }

    private static JsonNode preview(ProcoreChangeOrder changeOrder) {
        return world.admin().get("/change-orders/" + world.id(changeOrder) + "/preview");
    }

    // ---- Tiers

    @Test
    void withThreeTiersAPackageGoesTheWholeWayAndItsDeletionIsNoticed() {
        Site three = world.site();
        three.project.setTiers(3);
        three.project.addPrimeChangeOrder("001", "The owner's", "1000000.00");
        ProcoreChangeOrder change =
                three.changeOrder("Lobby", line("03-300.S", "10.10"), line("05-500.S", "-0.10"));
        ProcoreChangeOrder waits = three.changeOrder("1.00");
        JsonNode run = world.poll();
        assertThat(run.path("errors")).isEmpty();
        assertThat(run.path("new").asInt()).isEqualTo(2);
        assertThat(world.item(change).path("procore_id").asLong()).isEqualTo(change.packageId());

        change.setLines(line("03-300.S", "20.20"));
        assertThat(world.move(world.as(Role.APPROVER), change, "accept").status())
                .as("read once more, from the packages")
                .isEqualTo(409);
        world.move(world.as(Role.PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.assertSynced(change);

        change.remove();
        waits.remove();
        world.poll();
        assertThat(world.state(change)).isEqualTo("SYNCED");
        assertThat(world.show(change).path("changed_since_sent").asBoolean()).isTrue();
        assertThat(world.show(change).at("/after/status").asText()).isEqualTo("deleted");
        assertThat(world.state(waits)).isEqualTo("NEEDS_ATTENTION");
        assertThat(world.unmet(waits)).containsExactly("status-approved");
    }

    @Test
    void whatWentToSpectrumBeforeAProjectCameToThreeTiersDoesNotGoAgainAsAPackage() {
        Site grows = world.site();
        grows.project.setTiers(2);
        ProcoreChangeOrder one = grows.changeOrder("60.00");
        ProcoreChangeOrder two = grows.changeOrder("40.00");
        ProcoreChangeOrder alone = grows.changeOrder("7.00");
        ProcoreChangeOrder parked = grows.changeOrder("8.00");
        two.joinPackageOf(one);
        world.pollAndAccept(one, two, alone);
        world.assertSynced(one);
        world.assertSynced(two);
        world.assertSynced(alone);
        int before = world.all().size();

        grows.project.setTiers(3);
        world.procore.setThreeTiers(ThreeTiers.EMPTY);
        world.pollWhole();
        world.procore.setThreeTiers(ThreeTiers.REFUSED);

        // what was alone in its package goes on as what it is
        assertThat(world.state(alone)).isEqualTo("SYNCED");
        assertThat(world.item(alone).path("procore_id").asLong()).isEqualTo(alone.packageId());
        assertThat(world.show(alone).path("changed_since_sent").asBoolean()).isFalse();
        assertThat(world.state(parked)).isEqualTo("READY_TO_EXPORT");
        // the package of both is not theirs again
        assertThat(world.all()).hasSize(before + 1);
        JsonNode whole =
                world.all().stream()
                        .filter(item -> item.path("procore_id").asLong() == one.packageId())
                        .findFirst()
                        .orElseThrow();
        assertThat(whole.path("state").asText()).isEqualTo("NEEDS_ATTENTION");
        assertThat(whole.path("total").asText()).isEqualTo("100.00");
        assertThat(World.texts(whole.path("problems"), "requirement"))
                .containsExactly("comes-once");
        JsonNode waitsFor =
                world.admin().get("/change-orders/" + whole.path("id").asText()).path("waits_for");
        assertThat(waitsFor).hasSize(2);
        assertThat(waitsFor.get(0).path("kind").asText()).isEqualTo("change-order");
        assertThat(
                        world.as(Role.PROJECT_MANAGER)
                                .tryPost(
                                        "/change-orders/" + whole.path("id").asText() + "/send",
                                        Map.of())
                                .status())
                .isEqualTo(422);
        assertThat(
                        world.spectrum
                                .ledger()
                                .subcontractTotal(
                                        grows.vendor.originCode(), grows.subcontract.number()))
                .isEqualTo(new BigDecimal("107.00"));

        // and the one that was parked is read from the packages from now on
        parked.setTitle("Renamed");
        world.poll();
        assertThat(world.show(parked).path("changed_since_sent").asBoolean()).isTrue();
        world.move(world.as(Role.PROJECT_MANAGER), parked, "send").good();
        world.accept(parked);
        world.assertSynced(parked);
    }
}
