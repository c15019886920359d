package io.ccobridge.procore;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.FieldProblem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreVendor;
import io.ccobridge.sandbox.procore.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read again: the catalog by and by, a single change order at once. */
class MasterDataTest {

    private static final PollProcore.Settings ALL =
            new PollProcore.Settings(List.of(), Duration.ofMinutes(5), false);

    private static PresentChangeOrders present(WithProcore with) {
        return new PresentChangeOrders(with.procore, with.catalog, with.documents);
    }

    private static Commitment commitment(WithProcore with, ProcoreCommitment commitment) {
        return with.catalog.commitments(Set.of(commitment.id())).get(commitment.id());
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aRefreshSeesWhatChangedInProcore(Databases.Engine engine) {
        try (WithProcore with = new WithProcore(engine, ALL)) {
            ProcoreVendor acme = with.sandbox.company().addVendor("Acme Concrete", null);
            ProcoreProject tower = with.sandbox.company().addProject("Harbor Tower", "24-101");
            ProcoreCommitment order = tower.addPurchaseOrder("PO-001", acme);
            order.addChangeOrder("001", "Rebar", line("03-200.M", "1.00"));
            with.poll();
            assertThat(commitment(with, order).vendor().originCode()).isNull();

            acme.setOriginCode("ACME").setName("Acme Concrete Inc.");
            order.setNumber("PO-1");
            tower.setName("Harbor Towers").setTimeZone("Mountain Time (US & Canada)", null);
            with.sandbox.company().addProject("School", "24-102");
            assertThat(new MasterData(with.procore, with.catalog, Map::of).refresh()).isEmpty();

            assertThat(commitment(with, order).vendor().originCode()).isEqualTo("ACME");
            assertThat(commitment(with, order).vendor().name()).isEqualTo("Acme Concrete Inc.");
            assertThat(commitment(with, order).number()).isEqualTo("PO-1");
            assertThat(with.catalog.activeProjects())
                    .extracting("name")
                    .containsExactly("Harbor Towers", "School");
            assertThat(with.catalog.project(tower.id()).orElseThrow().zone())
                    .hasToString("America/Denver");

            tower.setAccess(ProcoreProject.Access.HIDDEN);
            new MasterData(with.procore, with.catalog, Map::of).refresh();
            assertThat(with.catalog.activeProjects()).extracting("name").containsExactly("School");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aRefreshFindsTheCommitmentsThatChangeOrdersWaitFor(Databases.Engine engine) {
        try (WithProcore with = new WithProcore(engine, ALL)) {
            ProcoreVendor acme = with.sandbox.company().addVendor("Acme Concrete", null);
            ProcoreProject tower = with.sandbox.company().addProject("Harbor Tower", "24-101");
            ProcoreCommitment order = tower.addPurchaseOrder("PO-001", acme);
            ProcoreCommitment contract = tower.addSubcontract("SC-001", acme);
            Set<Long> waitedFor = Set.of(order.id(), contract.id(), 987654321L);

            assertThat(
                            new MasterData(
                                            with.procore,
                                            with.catalog,
                                            () -> Map.of(tower.id(), waitedFor))
                                    .refresh())
                    .isEmpty();

            assertThat(with.catalog.commitments(waitedFor))
                    .containsOnlyKeys(order.id(), contract.id());
        }
    }

    @Test
    void aPartOfARefreshThatFailsDoesNotStopTheOthers() {
        try (WithProcore with = new WithProcore()) {
            ProcoreVendor acme = with.sandbox.company().addVendor("Acme Concrete", null);
            ProcoreCommitment contract =
                    with.sandbox
                            .company()
                            .addProject("Harbor Tower", "24-101")
                            .addSubcontract("SC-001", acme);
            contract.addChangeOrder("001", "Footing", line("03-300.S", "1.00"));
            with.poll();
            acme.setOriginCode("ACME");
            with.sandbox.faults().always(Fault.SERVER_ERROR, "/projects\\?|cost_codes");
            assertThat(new MasterData(with.procore, with.catalog, Map::of).refresh()).hasSize(2);
            assertThat(commitment(with, contract).vendor().originCode()).isEqualTo("ACME");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aSingleChangeOrderIsReadAsItIsNow(Databases.Engine engine) {
        try (WithProcore with = new WithProcore(engine, ALL)) {
            ProcoreVendor acme = with.sandbox.company().addVendor("Acme Concrete", null);
            ProcoreCommitment contract =
                    with.sandbox
                            .company()
                            .addProject("Harbor Tower", "24-101")
                            .addPurchaseOrder("PO-001", acme);
            ProcoreChangeOrder footing =
                    contract.addChangeOrder("001", "Footing", line("03-300.S", "1.00"));

            Fetched first =
                    present(with)
                            .fetch(
                                    contract.project().id(),
                                    Long.toString(footing.id()),
                                    footing.id())
                            .orElseThrow();
            assertThat(first.changeOrder().commitment().kind())
                    .isEqualTo(Commitment.Kind.PURCHASE_ORDER);
            assertThat(first.changeOrder().project().name()).isEqualTo("Harbor Tower");

            acme.setOriginCode("ACME");
            footing.setTitle("Footings");
            Fetched second =
                    present(with)
                            .fetch(
                                    contract.project().id(),
                                    Long.toString(footing.id()),
                                    footing.id())
                            .orElseThrow();
            assertThat(second.changeOrder().title()).isEqualTo("Footings");
            assertThat(second.changeOrder().vendor().originCode()).isEqualTo("ACME");
            assertThat(second.listDigest()).isNull();
            assertThat(with.documents.assemble(second.document(), contract.project().id()))
                    .isEqualTo(second.changeOrder());

            footing.remove();
            assertThat(
                            present(with)
                                    .fetch(
                                            contract.project().id(),
                                            Long.toString(footing.id()),
                                            footing.id()))
                    .isEmpty();
        }
    }

    @Test
    void aPersonWaitsForNoRateLimitAndIsToldThatProcoreIsBusy() {
        try (WithProcore with = new WithProcore()) {
            ProcoreVendor acme = with.sandbox.company().addVendor("Acme Concrete", null);
            ProcoreChangeOrder footing =
                    with.sandbox
                            .company()
                            .addProject("Harbor Tower", "24-101")
                            .addSubcontract("SC-001", acme)
                            .addChangeOrder("001", "Footing", line("03-300.S", "1.00"));
            with.sandbox
                    .faults()
                    .next(Fault.TOO_MANY_REQUESTS, 1, "^/rest/", Duration.ofMinutes(30));
            assertThatThrownBy(
                            () ->
                                    present(with)
                                            .fetch(
                                                    footing.project().id(),
                                                    Long.toString(footing.id()),
                                                    footing.id()))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503))
                    .hasMessageStartingWith("Procore could not be reached: ");
            assertThat(with.waits).isEmpty();
        }
    }

    @Test
    void linesThatMayNotBeReadAreAFieldProblemOfASingleChangeOrderToo() {
        try (WithProcore with = new WithProcore()) {
            ProcoreVendor acme = with.sandbox.company().addVendor("Acme Concrete", null);
            ProcoreChangeOrder footing =
                    with.sandbox
                            .company()
                            .addProject("Harbor Tower", "24-101")
                            .addSubcontract("SC-001", acme)
                            .addChangeOrder("001", "Footing", line("03-300.S", "1.00"));
            footing.putRawLines("{\"data\": 1}");
            assertThat(
                            present(with)
                                    .fetch(
                                            footing.project().id(),
                                            Long.toString(footing.id()),
                                            footing.id())
                                    .orElseThrow()
                                    .changeOrder()
                                    .fieldProblems())
                    .extracting(FieldProblem::field)
                    .containsExactly("lines");
        }
    }
}
