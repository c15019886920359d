package io.ccobridge.scenario;

import static io.ccobridge.changeorder.Role.APPROVER;
import static io.ccobridge.changeorder.Role.PROJECT_MANAGER;
import static io.ccobridge.changeorder.Role.VIEWER;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.http.Shapes;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject.Access;
import io.ccobridge.sandbox.spectrum.Fault;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Month-end: is all across, and if not, what is not and why. */
class ReconciliationTest extends Scenario {

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of("export.retry.max-attempts", "2", "time-zone", "America/New_York"));
    }

    /** Each on a building site of its own, since a reconciliation is of all that is there. */
    @BeforeEach
    void elsewhere() {
        site = world.site();
    }

    @Test
    void oneCallSaysThatAllIsAcross() {
        ProcoreChangeOrder one = site.changeOrder("100.10");
        ProcoreChangeOrder other =
                site.changeOrder("Two", line("03-300.S", "7.00"), line("05-500.S", "-2.05"));
        world.pollAndAccept(one, other);
        world.assertSynced(one);
        world.assertSynced(other);

        JsonNode answer = reconcile("");

        assertThat(answer.path("matched").asBoolean()).isTrue();
        assertThat(answer.path("complete").asBoolean()).as(answer.toString()).isTrue();
        assertThat(answer.path("procore_read_at").isNull()).isFalse();
        assertThat(answer.path("items")).hasSize(1);
        JsonNode item = answer.at("/items/0");
        assertThat(item.path("commitment_number").asText()).isEqualTo(site.subcontract.number());
        assertThat(item.path("vendor_code").asText()).isEqualTo(site.vendor.originCode());
        assertThat(item.path("job_number").asText()).isEqualTo(site.job());
        assertThat(item.at("/procore/total").asText()).isEqualTo("105.05");
        assertThat(item.at("/spectrum/total").asText()).isEqualTo("105.05");
        assertThat(item.at("/spectrum/count").asInt()).isEqualTo(2);
        assertThat(item.path("difference").asText()).isEqualTo("0.00");
        assertThat(reconcile("&view=differences").path("items")).isEmpty();
    }

    @Test
    void everyDifferenceHasItsReasonAndTheReasonsAddUp() {
        ProcoreChangeOrder waiting = site.changeOrder("Phase", line("99-999.S", "1.01"));
        ProcoreChangeOrder ready = site.changeOrder("2.02");
        ProcoreChangeOrder returned = site.changeOrder("4.04");
        ProcoreChangeOrder rejected = site.changeOrder("8.08");
        ProcoreChangeOrder failed = site.changeOrder("Fails", line("09-900.S", "16.16"));
        ProcoreChangeOrder partly =
                site.changeOrder("Partly", line("03-300.M", "32.00"), line("09-900.S", "0.32"));
        ProcoreChangeOrder byHand = site.changeOrder("By hand", line("09-900.S", "64.64"));
        ProcoreChangeOrder unlinked = site.changeOrder("128.28");
        ProcoreChangeOrder drifted = site.changeOrder("256.56");
        ProcoreChangeOrder withdrawn = site.changeOrder("512.12");
        ProcoreChangeOrder unreadable = site.changeOrder("1024.24");
        ProcoreChangeOrder synced = site.changeOrder("2048.48");
        unreadable.putRaw(Document.of(unreadable).put("title", 5.5).toString());
        world.poll();
        world.move(world.as(PROJECT_MANAGER), returned, "retrieve").good();
        world.move(world.as(APPROVER), rejected, "reject", "reason", "Twice").good();
        world.spectrum
                .faults()
                .always(Fault.invalid("CR_Phase_Code", "Phase is closed").onPhase("09900"));
        for (ProcoreChangeOrder change :
                List.of(failed, partly, byHand, unlinked, drifted, withdrawn, synced)) {
            world.accept(change);
        }
        for (ProcoreChangeOrder change : List.of(failed, partly, byHand)) {
            world.eventually(change, "FAILED_TO_EXPORT");
        }
        for (ProcoreChangeOrder change : List.of(unlinked, drifted, withdrawn, synced)) {
            world.eventually(change, "SYNCED");
        }
        world.move(world.as(APPROVER), unlinked, "unlink", "reason", "Deleted").good();
        world.admin()
                .post(
                        "/dead-letters/"
                                + world.deadLetter(byHand).path("id").asText()
                                + "/done-by-hand",
                        Map.of("reason", "Typed in", "change_request_number", "BYHAND"));
        drifted.setLines(line("03-300.S", "300.00"));
        withdrawn.makeVoid();
        world.poll();

        JsonNode answer = reconcile("");

        JsonNode item = only(answer);
        assertThat(amounts(item))
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("waiting", "1.01"),
                                Map.entry("unreadable", "1024.24"),
                                Map.entry("ready", "2.02"),
                                Map.entry("returned", "4.04"),
                                Map.entry("rejected", "8.08"),
                                Map.entry("failed", "16.16"),
                                Map.entry("partly-exported", "0.32"),
                                Map.entry("unlinked", "128.28"),
                                Map.entry("changed-after-sync", "43.44"),
                                Map.entry("no-longer-approved", "-512.12"),
                                Map.entry("done-by-hand", "0.00")));
        assertAddsUp(answer);
        assertThat(answer.path("matched").asBoolean()).isFalse();
        // eleven are approved; four are in Spectrum whole, one of them void in Procore
        assertThat(item.at("/procore/count").asInt()).isEqualTo(11);
        assertThat(item.at("/spectrum/count").asInt()).isEqualTo(4);
        assertThat(item.at("/spectrum/total").asText())
                .isEqualTo("2913.80")
                .isEqualTo(sum("32.00", "64.64", "256.56", "512.12", "2048.48"));
        assertThat(entry(item, waiting).path("requirements"))
                .extracting(JsonNode::asText)
                .contains("cost-codes-linked");
        assertThat(entry(item, waiting).path("why").asText()).contains("99-999");
        assertThat(entry(item, rejected).path("why").asText())
                .contains("Rejected by approver on ")
                .endsWith(": Twice.");
        assertThat(entry(item, failed).path("why").asText()).contains("Phase is closed");
        assertThat(entry(item, partly).path("why").asText())
                .contains("Phase is closed. Spectrum holds 32.00 of it.");
        assertThat(entry(item, drifted).path("why").asText())
                .isEqualTo("Spectrum was told 256.56; Procore says 300.00 now.");
        assertThat(entry(item, drifted).path("change_request_number").asText())
                .isEqualTo(world.number(drifted));
        assertThat(entry(item, withdrawn).path("why").asText())
                .contains("no longer approved in Procore (status void)");
        assertThat(entry(item, withdrawn).path("procore_amount").asText()).isEqualTo("0.00");
        assertThat(entry(item, byHand).path("why").asText())
                .contains("Entered by hand by ")
                .endsWith("Typed in.");
        assertThat(entry(item, byHand).path("change_request_number").asText()).isEqualTo("BYHAND");
        assertThat(entry(item, ready).path("state").asText()).isEqualTo("READY_TO_EXPORT");
        assertThat(entry(item, unlinked).path("synced_amount").asText()).isEqualTo("0.00");
        assertThat(entry(item, unlinked).path("why").asText())
                .endsWith(
                        ": Deleted. Nobody confirmed that change request "
                                + entry(item, unlinked).path("change_request_number").asText()
                                + " was deleted in Spectrum.");
        assertThat(entry(item, returned).path("why").asText())
                .contains("Retrieved by project-manager");
        assertCsvSaysTheSame(item);
    }

    @Test
    void aPurchaseOrderIsTheReasonAndAnAmountThatNobodyCanReadIsInNoSum() {
        ProcoreCommitment order = site.project.addPurchaseOrder("PO-1", site.vendor);
        site.changeOrder(order, "Rebar", line("03-300.M", "44.00"));
        ProcoreChangeOrder unreadable = site.changeOrder("10.00");
        unreadable.putRaw(Document.of(unreadable).put("grand_total", "much").toString());
        world.poll();

        JsonNode answer = reconcile("");

        assertThat(answer.path("items")).hasSize(2);
        Map<String, String> reasons = new LinkedHashMap<>();
        answer.path("items").forEach(item -> reasons.putAll(amounts(item)));
        assertThat(reasons).isEqualTo(Map.of("purchase-order", "44.00", "unreadable", "0.00"));
        assertThat(answer.path("complete").asBoolean()).isFalse();
        assertThat(answer.path("notes").toString())
                .contains(
                        "The amount of 1 change order cannot be read; it is in no sum: "
                                + world.id(unreadable));
        assertThat(answer.path("matched").asBoolean()).isFalse();
        assertAddsUp(answer);
    }

    @Test
    void whatGotNoClearAnswerIsShownAsMayHoldAndCountsAsNothing() {
        ProcoreChangeOrder mute = site.changeOrder("50.00");
        world.poll();
        world.spectrum
                .faults()
                .always(
                        Fault.of(Fault.Kind.RESET_AFTER_COMMIT)
                                .onMethod("ARChangeRequest")
                                .onChangeRequest(world.number(mute)));
        world.accept(mute);
        world.eventually(mute, "FAILED_TO_EXPORT");

        JsonNode item = only(reconcile(""));

        assertThat(amounts(item)).isEqualTo(Map.of("partly-exported", "50.00"));
        assertThat(item.at("/spectrum/total").asText()).isEqualTo("0.00");
        assertThat(item.path("may_hold").asText()).isEqualTo("50.00");
        assertThat(entry(item, mute).path("why").asText())
                .endsWith("Spectrum holds 0.00 of it, and may hold 50.00 more.");
    }

    @Test
    void whatIsAskedLaterOfAMomentIsWhatWasSaidThen() {
        world.poll();
        ProcoreChangeOrder change =
                site.changeOrder("Stairs", line("05-500.S", "70.00"), line("09-900.S", "5.00"));
        Map<String, JsonNode> then = new LinkedHashMap<>();
        remember(then);
        world.poll();
        remember(then);
        world.spectrum
                .faults()
                .next(Fault.invalid("CR_Phase_Code", "Phase is closed").onPhase("09900"));
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");
        remember(then);
        world.move(world.as(APPROVER), change, "reject", "reason", "No paint").good();
        change.setLines(line("05-500.S", "71.00"));
        world.poll();
        remember(then);
        world.move(world.as(PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.eventually(change, "SYNCED");
        remember(then);
        change.setLines(line("05-500.S", "72.50"));
        world.poll();
        remember(then);
        change.makeVoid();
        world.poll();
        remember(then);
        world.move(world.as(APPROVER), change, "unlink", "reason", "Deleted there").good();
        remember(then);

        assertThat(then.values())
                .extracting(answer -> answer.at("/totals/difference").asText())
                .containsExactly("0.00", "75.00", "5.00", "1.00", "0.00", "1.50", "-71.00", "0.00");
        then.forEach(
                (moment, said) -> {
                    JsonNode later = reconcile("&as_of=" + moment);
                    assertThat(later.path("as_of").asText()).isEqualTo(moment);
                    assertThat(later.path("totals")).isEqualTo(said.path("totals"));
                    assertThat(later.path("items")).isEqualTo(said.path("items"));
                    assertThat(later.path("procore_read_at"))
                            .isEqualTo(said.path("procore_read_at"));
                });
        // the change order was in Procore then, and the bridge had not read it yet
        JsonNode first = reconcile("&as_of=" + then.keySet().iterator().next());
        assertThat(first.path("complete").asBoolean()).isFalse();
        assertThat(first.path("notes").toString())
                .contains(
                        "had changed in Procore by then, which was read only later: "
                                + world.id(change));
    }

    @Test
    void aDayIsItsEndInTheSettingsTimeZone() {
        world.poll();
        LocalDate today = LocalDate.now(ZoneId.of("America/New_York"));
        JsonNode yesterday = reconcile("&as_of=" + today.minusDays(1));
        Instant end = Instant.parse(yesterday.path("as_of").asText());
        assertThat(end.plusNanos(1000).atZone(ZoneId.of("America/New_York")).toLocalDate())
                .isEqualTo(today);
        assertThat(end.atZone(ZoneId.of("America/New_York")).toLocalDate())
                .isEqualTo(today.minusDays(1));
        assertThat(yesterday.path("complete").asBoolean()).isFalse();
        assertThat(yesterday.path("notes").toString()).contains("Procore had not been read then.");
        assertThat(reconcile("&as_of=" + today).path("notes").toString())
                .contains("The day is not over");
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        Api viewer = world.as(VIEWER);
        String tomorrow = LocalDate.now().plusDays(2).toString();
        for (String wrong :
                List.of(
                        "as_of=" + tomorrow,
                        "as_of=" + Instant.now().plusSeconds(60),
                        "as_of=2026-02-30",
                        "as_of=0026-11-30",
                        "as_of=-999999999-01-01T00:00:00Z",
                        "as_of=2026-11-30T12:00:00",
                        "as_of=yesterday",
                        "project=x",
                        "view=some",
                        "per_page=0",
                        "after=nonsense",
                        "page=9999&per_page=200",
                        "what=now")) {
            assertThat(viewer.tryGet("/reconciliation?" + wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(viewer.tryGet("/reconciliation?project=404404").status()).isEqualTo(404);
        assertThat(viewer.tryGet("/reconciliation.csv?as_of=" + tomorrow).status()).isEqualTo(400);
        assertThat(viewer.tryGet("/reconciliation.csv?project=404404").status()).isEqualTo(404);
    }

    @Test
    void aPollThatFailedIsSaid() {
        world.poll();
        site.project.setAccess(Access.FORBIDDEN);
        world.poll();
        site.project.setAccess(Access.FULL);
        JsonNode answer = reconcile("");
        assertThat(answer.path("complete").asBoolean()).isFalse();
        assertThat(answer.path("notes").toString())
                .contains("The last read of Procore was not whole: project " + site.project.id());
    }

    // ---- Parts

    private static JsonNode reconcile(String more) {
        JsonNode answer =
                world.as(VIEWER).get("/reconciliation?project=" + site.project.id() + more);
        Shapes.assertFits("/reconciliation", answer);
        return answer;
    }

    private static void remember(Map<String, JsonNode> then) {
        JsonNode answer = reconcile("");
        then.put(answer.path("as_of").asText(), answer);
    }

    private static JsonNode only(JsonNode answer) {
        assertThat(answer.path("items")).hasSize(1);
        return answer.at("/items/0");
    }

    private static Map<String, String> amounts(JsonNode item) {
        return StreamSupport.stream(item.path("reasons").spliterator(), false)
                .collect(
                        toMap(
                                reason -> reason.path("reason").asText(),
                                reason -> reason.path("amount").asText()));
    }

    private static JsonNode entry(JsonNode item, ProcoreChangeOrder changeOrder) {
        String id = world.id(changeOrder);
        for (JsonNode reason : item.path("reasons")) {
            for (JsonNode entry : reason.path("change_orders")) {
                if (entry.path("id").asText().equals(id)) {
                    return entry;
                }
            }
        }
        throw new AssertionError("change order " + id + " explains nothing in " + item);
    }

    private static void assertAddsUp(JsonNode answer) {
        BinaryOperator<BigDecimal> add = BigDecimal::add;
        BigDecimal all = BigDecimal.ZERO;
        for (JsonNode item : answer.path("items")) {
            BigDecimal reasons =
                    amounts(item).values().stream()
                            .map(BigDecimal::new)
                            .reduce(BigDecimal.ZERO, add);
            assertThat(reasons.toPlainString()).isEqualTo(item.path("difference").asText());
            all = all.add(reasons);
        }
        assertThat(answer.at("/totals/difference").asText())
                .isEqualTo(all.setScale(2).toPlainString());
    }

    private static String sum(String... amounts) {
        return List.of(amounts).stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString();
    }

    private static void assertCsvSaysTheSame(JsonNode item) {
        List<String> csv =
                world.as(VIEWER)
                        .tryGet("/reconciliation.csv?project=" + site.project.id())
                        .text()
                        .lines()
                        .toList();
        assertThat(csv.get(0)).startsWith("line,as_of,project_id,").endsWith(",may_hold,why");
        assertThat(csv.get(1))
                .startsWith("commitment,")
                .contains("," + item.path("difference").asText() + ",");
        assertThat(csv).hasSize(2 + 11);
        assertThat(csv.subList(2, csv.size())).allMatch(row -> row.startsWith("change-order,"));
        assertThat(csv)
                .anyMatch(row -> row.contains(",no-longer-approved,") && row.contains(",-512.12,"));
    }
}
