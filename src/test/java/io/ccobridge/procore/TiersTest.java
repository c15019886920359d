package io.ccobridge.procore;

import static io.ccobridge.sandbox.company.ProcoreLine.counted;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Line;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreVendor;
import io.ccobridge.sandbox.procore.Fault;
import io.ccobridge.sandbox.procore.ThreeTiers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From which of Procore's lists the change orders of a project come, through the routes. */
class TiersTest {

    private static final PollProcore.Settings ALL =
            new PollProcore.Settings(List.of(), Duration.ofMinutes(5), false);

    private static WithProcore with(Integer all, Map<Long, Integer> byProject) {
        return new WithProcore(
                Databases.Engine.H2,
                new PollProcore.Settings(
                        List.of(),
                        Duration.ofMinutes(5),
                        false,
                        new ChangeOrderTiers(all, byProject)));
    }

    private static ProcoreCommitment subcontract(WithProcore with, int tiers) {
        ProcoreVendor acme = with.sandbox.company().addVendor("Acme Concrete", "ACME");
        ProcoreProject tower = with.sandbox.company().addProject("Harbor Tower", "24-101");
        return tower.setTiers(tiers).addSubcontract("SC-001", acme);
    }

    private static List<ProcoreChangeOrder> changeOrders(ProcoreCommitment commitment, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(
                        n ->
                                commitment.addChangeOrder(
                                        "%03d".formatted(n),
                                        "Change " + n,
                                        line("03-300.S", "10.00")))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ThreeTiers.class)
    void withThreeTiersThePackagesOfCommitmentsArriveHoweverTheOtherListAnswers(ThreeTiers answer) {
        try (WithProcore with = new WithProcore()) {
            with.sandbox.setThreeTiers(answer);
            ProcoreCommitment contract = subcontract(with, 3);
            ProcoreChangeOrder footing =
                    contract.addChangeOrder(
                                    "002",
                                    "Added footing",
                                    line("03-300.S", "-0.25", "Credit"),
                                    counted("03-300.M", "12.5", "CY", "80.00", "Concrete"))
                            .setDescription("At grid C");
            contract.addChangeOrder("003", "Draft", line("03-300.S", "1.00")).setStatus("draft");
            contract.project().addPrimeChangeOrder("001", "Owner's wish", "5000.00");

            PollReport report = with.poll();

            assertThat(report.errors()).isEmpty();
            assertThat(report.newOnes()).isEqualTo(1);
            assertThat(with.arrived).hasSize(1);
            ChangeOrder changeOrder = with.arrived.get(0).changeOrder();
            assertThat(changeOrder.fieldProblems()).isEmpty();
            assertThat(changeOrder.key()).isEqualTo("package:" + footing.packageId());
            assertThat(changeOrder.procoreId()).isEqualTo(footing.packageId());
            assertThat(changeOrder.packageId()).isEqualTo(footing.packageId());
            assertThat(changeOrder.number()).isEqualTo("002");
            assertThat(changeOrder.description()).isEqualTo("At grid C");
            assertThat(changeOrder.total()).isEqualByComparingTo("999.75");
            assertThat(changeOrder.commitment().number()).isEqualTo("SC-001");
            assertThat(changeOrder.vendor().name()).isEqualTo("Acme Concrete");
            assertThat(changeOrder.dateCreated()).hasToString("2026-11-23");
            assertThat(changeOrder.lines())
                    .extracting(Line::wbsCode, each -> each.amount().toPlainString())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("03-300.S", "-0.25"),
                            org.assertj.core.groups.Tuple.tuple("03-300.M", "1000.0"));
            assertThat(changeOrder.lines().get(0).units()).isNull();
            assertThat(changeOrder.lines().get(1).units().quantity()).isEqualByComparingTo("12.5");
            assertThat(
                            with.documents.assemble(
                                    with.arrived.get(0).document(), changeOrder.project().id()))
                    .isEqualTo(changeOrder);
        }
    }

    @Test
    void aPackageCostsOneCallAndAProjectWithoutNewsOneAndPrimePackagesAreAskedForOnce() {
        try (WithProcore with = new WithProcore()) {
            ProcoreCommitment contract = subcontract(with, 3);
            List<ProcoreChangeOrder> all = changeOrders(contract, 60);
            for (int i = 0; i < 40; i++) {
                contract.project().addPrimeChangeOrder("P" + i, "Prime " + i, "1.00");
            }
            PollReport first = with.poll();
            assertThat(first.newOnes()).isEqualTo(60);
            assertThat(first.calls()).isEqualTo(with.calls().size()).isLessThanOrEqualTo(72);

            assertThat(with.poll().calls()).isEqualTo(1);

            all.get(7).setTitle("Changed");
            PollReport third = with.poll();
            assertThat(third.changed()).isEqualTo(1);
            assertThat(third.calls()).isEqualTo(2);
            assertThat(with.calls().get(0).query())
                    .contains("include_deleted]=with")
                    .contains("updated_at");
        }
    }

    @Test
    void withOneOrTwoTiersTheCommitmentChangeOrdersArriveThoughThePackagesAreThereToo() {
        for (int tiers = 1; tiers <= 2; tiers++) {
            try (WithProcore with = new WithProcore()) {
                List<ProcoreChangeOrder> all = changeOrders(subcontract(with, tiers), 2);
                all.get(1).joinPackageOf(all.get(0));
                assertThat(with.poll().newOnes()).isEqualTo(2);
                assertThat(with.arrived)
                        .extracting(arrived -> arrived.changeOrder().key())
                        .containsExactly(
                                Long.toString(all.get(0).id()), Long.toString(all.get(1).id()));
                assertThat(with.arrived)
                        .extracting(arrived -> arrived.changeOrder().packageId())
                        .containsOnly(all.get(0).packageId());
                assertThat(with.sandbox.requests("change_order_packages")).isEmpty();
            }
        }
    }

    @Test
    void whatASiteSaysOfTheTiersIsNotAskedForAndCountsBeforeProcoresWord() {
        try (WithProcore with = with(3, Map.of())) {
            changeOrders(subcontract(with, 1), 1);
            assertThat(with.poll().newOnes()).isEqualTo(1);
            assertThat(with.arrived.get(0).changeOrder().key()).startsWith("package:");
            assertThat(with.sandbox.requests("potential_change_orders")).isEmpty();
        }
        try (WithProcore with = with(null, Map.of(562_949_953_421_315L, 1))) {
            ProcoreCommitment contract = subcontract(with, 3);
            assertThat(contract.project().id()).isEqualTo(562_949_953_421_315L);
            changeOrders(contract, 1);
            PollReport report = with.poll();
            assertThat(with.arrived).isEmpty();
            assertThat(report.errors())
                    .singleElement()
                    .satisfies(
                            error ->
                                    assertThat(error.message())
                                            .contains("only supports projects using 1 and 2 tier"));
        }
    }

    @Test
    void aProjectThatComesToThreeTiersIsSeenByTheNextWholeReadingOrWhenTheListIsRefused() {
        try (WithProcore with = new WithProcore()) {
            with.sandbox.setThreeTiers(ThreeTiers.EMPTY);
            ProcoreCommitment contract = subcontract(with, 2);
            changeOrders(contract, 1);
            with.poll();
            contract.project().setTiers(3);
            ProcoreChangeOrder added =
                    contract.addChangeOrder("009", "Third tier", line("03-300.S", "1.00"));
            with.clock.advance(Duration.ofMinutes(30));
            with.poll();
            assertThat(with.arrived).as("nothing tells of it yet").isEmpty();
            with.pollWhole();
            assertThat(with.arrived)
                    .extracting(arrived -> arrived.changeOrder().key())
                    .contains("package:" + added.packageId());
        }
        try (WithProcore with = new WithProcore()) {
            ProcoreCommitment contract = subcontract(with, 2);
            changeOrders(contract, 1);
            with.poll();
            contract.project().setTiers(3);
            PollReport next = with.poll();
            assertThat(next.errors()).isEmpty();
            assertThat(with.arrivedTitles()).containsExactly("Change 1");
            assertThat(with.arrived.get(0).changeOrder().key()).startsWith("package:");
        }
    }

    @Test
    void aProjectThatIsNotPermittedIsNotTakenForOneWithThreeTiers() {
        try (WithProcore with = new WithProcore()) {
            ProcoreCommitment contract = subcontract(with, 1);
            changeOrders(contract, 1);
            with.poll();
            contract.project().setAccess(ProcoreProject.Access.HIDDEN);
            assertThat(with.poll().errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.message()).contains("404"));
            contract.project().setAccess(ProcoreProject.Access.FULL);
            contract.addChangeOrder("002", "Later", line("03-300.S", "1.00"));
            with.poll();
            assertThat(with.arrivedTitles()).containsExactly("Later");
            assertThat(with.arrived.get(0).changeOrder().key()).doesNotContain("package");
        }
    }

    @Test
    void anEmptyProjectIsAskedForItsTiersOnceAnHour() {
        try (WithProcore with = new WithProcore()) {
            subcontract(with, 3);
            with.sandbox.setThreeTiers(ThreeTiers.EMPTY);
            with.poll();
            with.poll();
            with.poll();
            assertThat(with.sandbox.requests("potential_change_orders")).isEmpty();
            with.clock.advance(Duration.ofHours(1));
            with.poll();
            assertThat(with.sandbox.requests("potential_change_orders")).hasSize(1);
        }
    }

    @Test
    void aPackageThatWasDeletedIsToldToTheQueueAndOneThatIsUnknownIsNot() {
        try (WithProcore with = new WithProcore(Databases.Engine.H2, ALL)) {
            List<ProcoreChangeOrder> all = changeOrders(subcontract(with, 3), 2);
            all.get(1).setStatus("pending");
            with.poll();
            all.forEach(ProcoreChangeOrder::remove);
            PollReport report = with.poll();
            assertThat(report.errors()).isEmpty();
            assertThat(with.arrived).isEmpty();
            assertThat(with.gone).containsExactly("package:" + all.get(0).packageId());
            assertThat(report.calls()).isEqualTo(1);
        }
    }

    @Test
    void aPackageThatIsNotShownArrivesWithThatProblemAndIsAskedForAgain() {
        try (WithProcore with = new WithProcore()) {
            changeOrders(subcontract(with, 3), 1);
            with.sandbox.faults().always(Fault.BAD_PAGE, "change_order_packages/");
            with.poll();
            assertThat(with.arrived.get(0).changeOrder().title()).isEqualTo("Change 1");
            assertThat(with.arrived.get(0).changeOrder().fieldProblems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.field()).isEqualTo("lines"));
            with.sandbox.faults().clear();
            with.clock.advance(Duration.ofHours(1));
            with.poll();
            assertThat(with.arrived.get(0).changeOrder().fieldProblems()).isEmpty();
        }
    }

    @Test
    void aPackageIsReadAgainFromItsOwnList() {
        try (WithProcore with = new WithProcore()) {
            ProcoreChangeOrder footing = changeOrders(subcontract(with, 3), 1).get(0);
            with.poll();
            PresentChangeOrders present =
                    new PresentChangeOrders(with.procore, with.catalog, with.documents);
            String key = "package:" + footing.packageId();
            footing.setTitle("Changed");
            assertThat(
                            present.fetch(footing.project().id(), key, footing.packageId())
                                    .orElseThrow()
                                    .changeOrder()
                                    .title())
                    .isEqualTo("Changed");
            footing.remove();
            assertThat(present.fetch(footing.project().id(), key, footing.packageId())).isEmpty();
        }
    }

    @Test
    void anotherContractCompanyInTheListOfPackagesIsReadAnew() {
        try (WithProcore with = new WithProcore()) {
            ProcoreCommitment contract = subcontract(with, 3);
            changeOrders(contract, 1);
            with.poll();
            ProcoreVendor beta = with.sandbox.company().addVendor("Beta Concrete", "BETA");
            contract.setVendor(beta);
            with.poll();
            assertThat(with.arrived.get(0).changeOrder().vendor().name())
                    .isEqualTo("Beta Concrete");
        }
    }
}
