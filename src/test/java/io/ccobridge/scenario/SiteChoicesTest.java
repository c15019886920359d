package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a site may decide differently by a setting. */
class SiteChoicesTest {

    @Test
    void withSendByHandAnEligibleOneWaitsUntilAProjectManagerSendsIt() {
        try (World world = World.on(Databases.Engine.H2, Map.of("approval.send", "manual"))) {
            ProcoreChangeOrder eligible = world.site().changeOrder("10.00");
            world.poll();
            assertThat(world.state(eligible)).isEqualTo("NEEDS_ATTENTION");
            assertThat(world.unmet(eligible)).containsExactly("sent");

            world.move(world.as(Role.PROJECT_MANAGER), eligible, "send").good();

            assertThat(world.state(eligible)).isEqualTo("READY_TO_EXPORT");
            world.accept(eligible);
            world.assertSynced(eligible);
        }
    }

    @Test
    void withDirectExportTheSystemAcceptsWhatMeetsEveryRequirementAndTheHistorySaysSo() {
        try (World world =
                World.on(Databases.Engine.H2, Map.of("approval.direct-export", "true"))) {
            Site site = world.site();
            ProcoreChangeOrder eligible = site.changeOrder("10.00");
            ProcoreChangeOrder flawed =
                    site.changeOrder(
                            "A title of more than thirty characters", line("03-300.S", "5.00"));
            world.poll();

            world.assertSynced(eligible);
            assertThat(world.state(flawed)).isEqualTo("NEEDS_ATTENTION");
            assertThat(
                            world.admin()
                                    .get("/change-orders/" + world.id(eligible) + "/history")
                                    .toString())
                    .contains("Accepted by the system (setting approval.direct-export).");
        }
    }

    @Test
    void withPurchaseOrdersAsSubcontractsTheyGoWithAPAndAreHeldLikeSubcontracts() {
        try (World world =
                World.on(
                        Databases.Engine.H2,
                        Map.of("links.purchase-orders-as-subcontracts", "true"))) {
            Site site = world.site();
            ProcoreCommitment order = site.project.addPurchaseOrder("PO-007", site.vendor);
            world.spectrum.books().addSubcontract(site.vendor.originCode(), order.number());
            ProcoreChangeOrder change = site.changeOrder(order, "Rebar", line("03-300.M", "44.00"));

            world.pollAndAccept(change);

            world.assertSynced(change);
            assertThat(world.item(change).path("change_request_number").asText())
                    .isEqualTo("P007-001");
        }
    }
}
