package io.ccobridge.procore;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.FieldProblem;
import io.ccobridge.changeorder.Vendor;
import io.ccobridge.procore.PollReport.PollError;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreVendor;
import io.ccobridge.sandbox.procore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The poll, through its routes, against the sandbox Procore. */
class PollTest {

    private static final PollProcore.Settings ALL =
            new PollProcore.Settings(List.of(), Duration.ofMinutes(5), false);

    private static ProcoreCommitment subcontract(WithProcore with, String project) {
        ProcoreVendor acme = with.sandbox.company().addVendor("Acme Concrete", "ACME");
        return with.sandbox.company().addProject(project, "24-101").addSubcontract("SC-001", acme);
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
    @MethodSource("io.ccobridge.Databases#both")
    void anApprovedChangeOrderArrivesWithItsCommitmentVendorAndLines(Databases.Engine engine) {
        try (WithProcore with = new WithProcore(engine, ALL)) {
            ProcoreCommitment contract = subcontract(with, "Harbor Tower");
            contract.addChangeOrder("002", "Added footing", line("03-300.S", "12500.00"));
            contract.addChangeOrder("003", "Draft", line("03-300.S", "1.00")).setStatus("draft");

            PollReport report = with.poll();

            assertThat(report.state()).isEqualTo("done");
            assertThat(report.errors()).isEmpty();
            assertThat(
                            List.of(
                                    report.projects(),
                                    report.seen(),
                                    report.newOnes(),
                                    report.changed()))
                    .containsExactly(1, 2, 1, 0);
            assertThat(report.calls()).isEqualTo(with.calls().size());
            assertThat(with.arrivedTitles()).containsExactly("Added footing");
            ChangeOrder changeOrder = with.arrived.get(0).changeOrder();
            assertThat(changeOrder.fieldProblems()).isEmpty();
            assertThat(changeOrder.project().name()).isEqualTo("Harbor Tower");
            assertThat(changeOrder.project().zone()).hasToString("America/New_York");
            assertThat(changeOrder.commitment())
                    .isEqualTo(
                            new Commitment(
                                    contract.id(),
                                    Commitment.Kind.SUBCONTRACT,
                                    "SC-001",
                                    contract.title(),
                                    new Vendor(
                                            contract.vendor().id(), "Acme Concrete", null, "ACME"),
                                    null,
                                    "SC-001",
                                    "amount"));
            assertThat(changeOrder.lines()).hasSize(1);
            assertThat(changeOrder.lines().get(0).costType()).isEqualTo("S");
            assertThat(with.catalog.costCodes(changeOrder.project().id())).contains("03-300");
            assertThat(
                            with.documents.assemble(
                                    with.arrived.get(0).document(), changeOrder.project().id()))
                    .isEqualTo(changeOrder);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPollOfManyCostsAtMost115CallsAHundredAndNoNewsCostOneCallAProject(
            Databases.Engine engine) {
        try (WithProcore with = new WithProcore(engine, ALL)) {
            for (int project = 1; project <= 6; project++) {
                ProcoreProject tower =
                        with.sandbox.company().addProject("P" + project, "24-" + project);
                for (int contract = 1; contract <= 20; contract++) {
                    ProcoreVendor vendor =
                            with.sandbox.company().addVendor("V" + project + "-" + contract, null);
                    ProcoreCommitment commitment =
                            contract % 5 == 0
                                    ? tower.addPurchaseOrder("PO-" + contract, vendor)
                                    : tower.addSubcontract("SC-" + contract, vendor);
                    changeOrders(commitment, contract <= 10 ? 3 : 2);
                }
            }
            PollReport first = with.poll();
            assertThat(first.errors()).isEmpty();
            assertThat(first.newOnes()).isEqualTo(300);
            assertThat(with.calls().size()).isEqualTo(first.calls()).isLessThanOrEqualTo(345);

            with.clock.advance(Duration.ofMinutes(10));
            PollReport second = with.poll();
            assertThat(second.calls()).isEqualTo(6);
            assertThat(with.arrived).isEmpty();
        }
    }

    @Test
    void whatHasNotChangedIsNotTakenAgainThoughItStandsInTheOverlap() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(subcontract(with, "Harbor Tower"), 3);
            with.poll();
            PollReport second = with.poll();
            assertThat(second.seen()).isEqualTo(3);
            assertThat(with.arrived).isEmpty();
            assertThat(second.calls()).isEqualTo(1);

            all.get(1).setTitle("Changed");
            PollReport third = with.poll();
            assertThat(with.arrivedTitles()).containsExactly("Changed");
            assertThat(third.changed()).isEqualTo(1);
            assertThat(third.newOnes()).isZero();
            assertThat(third.calls()).isEqualTo(2);
        }
    }

    @Test
    void theWindowBeginsTheOverlapBeforeTheYoungestChange() {
        try (WithProcore with = new WithProcore()) {
            changeOrders(subcontract(with, "Harbor Tower"), 1);
            with.poll();
            assertThat(with.calls().toString()).doesNotContain("updated_at");
            with.poll();
            assertThat(with.calls().get(0).query())
                    .contains("filters[updated_at]=2026-11-23T11:55:00Z...2999-12-31T23:59:59Z");
        }
    }

    @Test
    void theRangeStandsInQuotesWhereTheSiteSaysSo() {
        try (WithProcore with =
                new WithProcore(
                        Databases.Engine.H2,
                        new PollProcore.Settings(List.of(), Duration.ofMinutes(5), true))) {
            changeOrders(subcontract(with, "Harbor Tower"), 1);
            with.poll();
            assertThat(with.poll().errors()).isEmpty();
            assertThat(with.calls().get(0).query()).contains("=\"2026").contains("59Z\"");
        }
    }

    @Test
    void aVoidedOrUnapprovedChangeOrderThatIsKnownArrivesAndAnUnknownOneDoesNot() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(subcontract(with, "Harbor Tower"), 3);
            all.get(2).setStatus("pending");
            with.poll();
            assertThat(with.arrived).hasSize(2);
            all.forEach(ProcoreChangeOrder::makeVoid);
            with.poll();
            assertThat(with.arrived)
                    .extracting(arrival -> arrival.changeOrder().status())
                    .containsExactly("void", "void");
        }
    }

    @Test
    void pagesAreFollowed() {
        try (WithProcore with = new WithProcore(Databases.Engine.H2, ALL, 10)) {
            changeOrders(subcontract(with, "Harbor Tower"), 35);
            assertThat(with.poll().newOnes()).isEqualTo(35);
            assertThat(with.sandbox.requests("commitment_change_orders?")).hasSize(4);
        }
    }

    @Test
    void aListThatIgnoresPagingIsReadOnce() {
        try (WithProcore with = new WithProcore(Databases.Engine.H2, ALL, 10)) {
            with.sandbox.setChangeOrdersPaged(false);
            changeOrders(subcontract(with, "Harbor Tower"), 35);
            assertThat(with.poll().newOnes()).isEqualTo(35);
            assertThat(with.sandbox.requests("commitment_change_orders?")).hasSize(1);
        }
    }

    @Test
    void aListThatIgnoresPagingAndFillsOnePageIsTakenOnce() {
        try (WithProcore with = new WithProcore(Databases.Engine.H2, ALL, 10)) {
            with.sandbox.setChangeOrdersPaged(false);
            changeOrders(subcontract(with, "Harbor Tower"), 10);
            assertThat(with.poll().newOnes()).isEqualTo(10);
            assertThat(with.sandbox.requests("commitment_change_orders?")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SERVER_ERROR", "BAD_PAGE", "TRUNCATED_BODY", "CUT_OFF", "CONNECTION_RESET"})
    void aPageThatCannotBeHadIsNotedAndTheNextOnesAreRead(Fault fault) {
        try (WithProcore with = new WithProcore(Databases.Engine.H2, ALL, 10)) {
            changeOrders(subcontract(with, "Harbor Tower"), 30);
            with.sandbox.faults().always(fault, "commitment_change_orders\\?.*page=2");
            PollReport report = with.poll();
            assertThat(report.newOnes()).isEqualTo(20);
            assertThat(report.errors()).hasSize(1);
            assertThat(report.state()).isEqualTo("done");

            with.sandbox.faults().clear();
            with.clock.advance(Duration.ofHours(1));
            assertThat(with.poll().newOnes()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SERVER_ERROR", "BAD_PAGE", "TRUNCATED_BODY", "CUT_OFF", "CONNECTION_RESET"})
    void aCallThatIsLostOnceIsMadeAgain(Fault fault) {
        try (WithProcore with = new WithProcore()) {
            changeOrders(subcontract(with, "Harbor Tower"), 2);
            with.sandbox.faults().next(fault, 2, "line_items");
            PollReport report = with.poll();
            assertThat(report.errors()).isEmpty();
            assertThat(report.newOnes()).isEqualTo(2);
            assertThat(report.calls()).isEqualTo(with.calls().size());
        }
    }

    @Test
    void aTokenThatIsRefusedHalfwayIsRenewed() {
        try (WithProcore with = new WithProcore()) {
            changeOrders(subcontract(with, "Harbor Tower"), 3);
            with.sandbox.faults().next(Fault.EXPIRED_TOKEN, 1, "line_items");
            PollReport report = with.poll();
            assertThat(report.errors()).isEmpty();
            assertThat(report.newOnes()).isEqualTo(3);
            assertThat(with.sandbox.requests("/oauth/token")).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPollWaitsOutEvery429(boolean retryAfter) {
        try (WithProcore with = new WithProcore()) {
            with.sandbox.setRetryAfter(retryAfter);
            changeOrders(subcontract(with, "Harbor Tower"), 3);
            with.sandbox
                    .faults()
                    .next(Fault.TOO_MANY_REQUESTS, 20, "line_items", Duration.ofMinutes(30));
            PollReport report = with.poll();
            assertThat(report.errors()).isEmpty();
            assertThat(report.newOnes()).isEqualTo(3);
            assertThat(Duration.between(report.startedAt(), report.finishedAt()))
                    .isBetween(Duration.ofHours(10), Duration.ofHours(11));
            // no client repeats a call on its own
            assertThat(report.calls()).isEqualTo(with.calls().size());
        }
    }

    @Test
    void aPollWaitsOutEvery503() {
        try (WithProcore with = new WithProcore()) {
            changeOrders(subcontract(with, "Harbor Tower"), 3);
            with.sandbox.faults().next(Fault.UNAVAILABLE, 20, "^/", Duration.ofSeconds(90));
            PollReport report = with.poll();
            assertThat(report.errors()).isEmpty();
            assertThat(report.newOnes()).isEqualTo(3);
            assertThat(Duration.between(report.startedAt(), report.finishedAt()))
                    .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(35));
            // no client repeats a call on its own
            assertThat(report.calls()).isEqualTo(with.calls().size());
        }
    }

    @Test
    void aPollNeverRunsIntoEitherRateLimit() {
        try (WithProcore with = new WithProcore()) {
            changeOrders(subcontract(with, "Harbor Tower"), 200);
            with.sandbox.setRateLimits(100, 25);
            PollReport report = with.poll();
            assertThat(report.newOnes()).isEqualTo(200);
            assertThat(with.calls()).extracting("status").containsOnly(200);
            assertThat(with.rateLimit.last()).isPresent();
        }
    }

    @Test
    void oneBadProjectDoesNotStopTheOthers() {
        try (WithProcore with = new WithProcore()) {
            changeOrders(subcontract(with, "Harbor Tower"), 1);
            ProcoreProject closed =
                    with.sandbox
                            .company()
                            .addProject("Closed", "24-102")
                            .setAccess(ProcoreProject.Access.FORBIDDEN);
            changeOrders(subcontract(with, "School"), 1);
            PollReport report = with.poll();
            assertThat(report.newOnes()).isEqualTo(2);
            assertThat(report.projects()).isEqualTo(3);
            assertThat(report.state()).isEqualTo("done");
            assertThat(report.errors())
                    .singleElement()
                    .satisfies(
                            error -> {
                                assertThat(error.projectId()).isEqualTo(closed.id());
                                assertThat(error.message()).contains("403");
                            });
        }
    }

    @Test
    void aConfiguredProjectThatIsNotVisibleIsNotedAndTheOthersArePolled() {
        try (WithProcore with =
                new WithProcore(
                        Databases.Engine.H2,
                        new PollProcore.Settings(
                                List.of(4711L, 562_949_953_421_315L),
                                Duration.ofMinutes(5),
                                false))) {
            ProcoreCommitment contract = subcontract(with, "Harbor Tower");
            assertThat(contract.project().id()).isEqualTo(562_949_953_421_315L);
            changeOrders(contract, 1);
            PollReport report = with.poll();
            assertThat(report.newOnes()).isEqualTo(1);
            assertThat(report.errors()).extracting(PollError::projectId).containsExactly(4711L);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aWebhookWakesAPollOfTheProjectThatItNamesAlone(Databases.Engine engine) {
        try (WithProcore with = new WithProcore(engine, ALL)) {
            ProcoreCommitment tower = subcontract(with, "Harbor Tower");
            ProcoreCommitment school = subcontract(with, "School");
            with.poll();
            Instant ofAll = with.polls.lastGood();
            changeOrders(tower, 1);
            changeOrders(school, 2);

            PollReport woken = with.wake("{\"project_id\": \"" + school.project().id() + "\"}");

            assertThat(woken.projects()).isEqualTo(1);
            assertThat(woken.newOnes()).isEqualTo(2);
            assertThat(with.calls())
                    .noneMatch(call -> call.path().contains("/" + tower.project().id() + "/"));
            assertThat(with.polls.lastGood()).as("it says nothing of the others").isEqualTo(ofAll);
            assertThat(with.poll().newOnes()).isEqualTo(1);
        }
    }

    @Test
    void aWebhookBringsAProjectThatWasNeverSeenAndOneWithoutAProjectWakesAPollOfAll() {
        try (WithProcore with = new WithProcore()) {
            changeOrders(subcontract(with, "Harbor Tower"), 1);
            with.poll();
            ProcoreCommitment school = subcontract(with, "School");
            changeOrders(school, 1);
            assertThat(with.wake("{\"project_id\": 987654321}").projects()).isZero();
            assertThat(with.wake("{\"project_id\": " + school.project().id() + "}").newOnes())
                    .isEqualTo(1);
            assertThat(with.wake("{\"resource_name\": \"Company Vendors\"}").projects())
                    .isEqualTo(2);
        }
    }

    @Test
    void aPollThatGetsNoTokenHasFailed() {
        try (WithProcore with = new WithProcore()) {
            changeOrders(subcontract(with, "Harbor Tower"), 1);
            with.sandbox.faults().always(Fault.EXPIRED_TOKEN, "/oauth/token|/rest/");
            PollReport report = with.poll();
            assertThat(report.state()).isEqualTo("failed");
            assertThat(report.errors()).hasSize(1);
            with.sandbox.faults().clear();
            assertThat(with.poll().state()).isEqualTo("done");
        }
    }

    @Test
    void aDocumentThatCannotBeReadArrivesWithTheFieldsNamed() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(subcontract(with, "Harbor Tower"), 4);
            ObjectNode document = with.sandbox.document(all.get(0));
            document.put("title", "half \ud83d").put("grand_total", 10.00);
            all.get(0).putRaw(document.toString().replace("\ud83d", "\\ud83d"));
            all.get(1).putRaw("[1, 2]");
            all.get(2).putRaw("{\"id\": 99999999999999999999, \"status\": \"approved\"");
            PollReport report = with.poll();
            assertThat(report.errors()).isEmpty();
            assertThat(report.newOnes()).isEqualTo(4);
            assertThat(with.arrived)
                    .extracting(arrival -> arrival.changeOrder().fieldProblems())
                    .extracting(problems -> problems.stream().map(FieldProblem::field).toList())
                    .containsExactly(
                            List.of("title"), List.of("document"), List.of("document"), List.of());
            assertThat(with.arrived.get(2).document()).contains("99999999999999999999");

            assertThat(with.poll().calls()).isEqualTo(1);
            assertThat(with.arrived).isEmpty();
        }
    }

    @Test
    void linesThatProcoreDoesNotShowAreAFieldProblemAndAreAskedForAgain() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(subcontract(with, "Harbor Tower"), 2);
            all.get(0).putRawLines("{\"data\": \"none\"}");
            PollReport first = with.poll();
            assertThat(first.errors()).isEmpty();
            assertThat(with.arrived.get(0).changeOrder().fieldProblems())
                    .extracting(FieldProblem::field)
                    .containsExactly("lines");

            all.get(0).putRawLines(null);
            with.clock.advance(Duration.ofHours(1));
            with.poll();
            assertThat(with.arrived).hasSize(1);
            assertThat(with.arrived.get(0).changeOrder().fieldProblems()).isEmpty();
        }
    }

    @Test
    void aChangeOrderWhoseLinesAreLostComesWithALaterPoll() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(subcontract(with, "Harbor Tower"), 2);
            with.clock.advance(Duration.ofHours(1));
            all.get(1).setTitle("Younger");
            with.sandbox.faults().always(Fault.SERVER_ERROR, all.get(0).id() + "/line_items");
            PollReport first = with.poll();
            assertThat(with.arrivedTitles()).containsExactly("Younger");
            assertThat(first.errors()).hasSize(1);
            assertThat(with.broken).as("that Procore fails is no fault of the document").isEmpty();

            with.sandbox.faults().clear();
            with.clock.advance(Duration.ofHours(1));
            with.poll();
            assertThat(with.arrivedTitles()).containsExactly("Change 1");
        }
    }

    @Test
    void aChangeOrderThatTheQueueCannotTakeComesWithALaterPoll() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(subcontract(with, "Harbor Tower"), 2);
            with.refusedKeys.add(Long.toString(all.get(0).id()));
            PollReport first = with.poll();
            assertThat(first.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.message()).contains("on strike"));
            assertThat(first.newOnes()).isEqualTo(1);
            assertThat(with.broken)
                    .as("it is shown, and not only in the errors of the poll")
                    .containsOnlyKeys(Long.toString(all.get(0).id()))
                    .allSatisfy(
                            (key, shown) ->
                                    assertThat(shown).contains("on strike", all.get(0).title()));
            with.refusedKeys.clear();
            with.clock.advance(Duration.ofHours(1));
            assertThat(with.poll().newOnes()).isEqualTo(1);
        }
    }

    @Test
    void aCommitmentThatProcoreDoesNotShowIsMissingAndOneThatIsLostIsAskedForAgain() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(subcontract(with, "Harbor Tower"), 1);
            with.sandbox.faults().always(Fault.SERVER_ERROR, "work_order_contracts");
            assertThat(with.poll().errors()).hasSize(1);
            assertThat(with.arrived).isEmpty();

            with.sandbox.faults().clear();
            with.poll();
            assertThat(with.arrived.get(0).changeOrder().commitment()).isNotNull();

            ObjectNode document = with.sandbox.document(all.get(0));
            all.get(0).putRaw(document.put("contract_id", 12).toString());
            with.poll();
            assertThat(with.arrived.get(0).changeOrder().commitment()).isNull();
            assertThat(with.arrived.get(0).changeOrder().commitmentId()).isEqualTo(12);
        }
    }

    @Test
    void aChangeDatedInTheFutureDoesNotHideThoseThatComeBeforeIt() {
        try (WithProcore with = new WithProcore()) {
            List<ProcoreChangeOrder> all = changeOrders(subcontract(with, "Harbor Tower"), 2);
            ObjectNode document = with.sandbox.document(all.get(0));
            all.get(0).putRaw(document.put("updated_at", "2099-01-01T00:00:00Z").toString());
            with.poll();
            with.clock.advance(Duration.ofHours(1));
            all.get(1).setTitle("Later");
            with.poll();
            assertThat(with.arrivedTitles()).containsExactly("Later");
        }
    }

    @Test
    void aPollThatIsAskedForWhileOneRunsIsThatOne() {
        try (WithProcore with = new WithProcore()) {
            PollRun running = with.polls.begin(null);
            assertThat(with.begin().id()).isEqualTo(Long.toString(running.id()));
            assertThat(with.calls()).isEmpty();
        }
    }
}
