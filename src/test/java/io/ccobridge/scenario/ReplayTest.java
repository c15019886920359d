package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.Volumes;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreVendor;
import io.ccobridge.sandbox.spectrum.Fault;
import io.ccobridge.sandbox.spectrum.Faults;
import io.ccobridge.sandbox.spectrum.ReceivedCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** An admin's half hour after an outage: what goes again, as what, and what does not. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayTest extends Scenario {

    private static final String OF_PHASE = "CR_Phase_Code";

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(
                engine,
                Map.of(
                        "approval.reread", "false",
                        "spectrum.concurrency", "8",
                        "spectrum.probe-interval", "300ms"));
    }

    @Test
    void whatChangedInProcoreGoesBackForApprovalWithoutWaitingForAPoll() {
        ProcoreChangeOrder change = failed(1, OF_PHASE, "Phase is not open").get(0);
        change.setLines(line("03-300.S", "70.00"), line("05-500.S", "0.20"));
        Map<String, Object> one = Map.of("ids", List.of(letter(change)), "check_procore", true);
        assertThat(dryRun(Map.of("ids", List.of(letter(change)))).path("keep_approval").asInt())
                .isEqualTo(1);
        JsonNode plan = dryRun(one);
        assertThat(plan.path("back_to_approval").asInt()).isEqualTo(1);
        assertThat(plan.at("/items/0/changed_in_procore").asBoolean()).isTrue();
        assertThat(world.state(change)).isEqualTo("FAILED_TO_EXPORT");
        String letter = letter(change);

        JsonNode replay = replay(one);

        assertThat(replay.path("back_to_approval").asInt()).isEqualTo(1);
        assertThat(replay.at("/results/0/message").asText())
                .contains("changed in Procore")
                .contains("line 03300 S 50.00 -> 70.00");
        JsonNode shown = world.show(change);
        assertThat(shown.path("state").asText()).isEqualTo("READY_TO_EXPORT");
        assertThat(shown.path("changed_since_sent").asBoolean()).isTrue();
        assertThat(shown.at("/back_to_approval/changed_in_procore").asBoolean()).isTrue();
        assertThat(shown.at("/after/total").asText()).isEqualTo("70.20");
        JsonNode ended = world.admin().get("/dead-letters/" + letter);
        assertThat(ended.path("ended").asText()).isEqualTo("back-to-approval");
        assertThat(ended.at("/difference/why").asText()).contains("changed in Procore");

        world.move(world.as(Role.PROJECT_MANAGER), change, "send").good();
        world.accept(change);
        world.eventually(change, "SYNCED");
        world.assertHeld(change, Site.owed(change));
    }

    @Test
    void anotherVendorByALinkNeedsANewApprovalWithTheDifferenceShown() {
        Site own = world.site();
        ProcoreVendor other = world.procore.company().addVendor("Beta Concrete", "BETA");
        ProcoreChangeOrder change = own.changeOrder("12.34");
        world.poll();
        world.spectrum.faults().next(cause(OF_PHASE, "Vendor is on hold"));
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");
        world.spectrum
                .books()
                .addVendor(other.originCode(), other.name())
                .addSubcontract(other.originCode(), own.subcontract.number());
        world.refresh();
        world.admin()
                .put(
                        "/links/vendors",
                        Map.of("procore_id", own.vendor.id(), "spectrum_code", "BETA"));
        String letter = letter(change);
        assertThat(dryRun(Map.of("ids", List.of(letter))).at("/items/0/differences").toString())
                .isEqualTo(
                        "[{\"element\":\"Subcontractor_Code\",\"before\":\""
                                + own.vendor.originCode()
                                + "\",\"after\":\"BETA\"}]");

        JsonNode replay = replay(Map.of("ids", List.of(letter)));

        assertThat(replay.at("/results/0/message").asText()).contains("-> BETA");
        // where it leads is shown a moment after it is given back
        patiently(
                () ->
                        assertThat(world.show(change).path("vendor_code").asText())
                                .isEqualTo("BETA"));
        JsonNode shown = world.show(change);
        assertThat(shown.path("state").asText()).isEqualTo("READY_TO_EXPORT");
        assertThat(shown.at("/back_to_approval/differences/0/after").asText()).isEqualTo("BETA");
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.spectrum.ledger().vendorTotal("BETA")).isEqualTo("12.34");
        assertThat(world.spectrum.ledger().vendorTotal(own.vendor.originCode())).isZero();
    }

    @Test
    void anEditByOnePersonIsConfirmedByAnotherAndGoesWithTheSameMoney() {
        ProcoreChangeOrder change = failed(1, "Sub_Change_Order_Date", "The date is closed").get(0);
        String letter = letter(change);
        int version = world.admin().get("/dead-letters/" + letter).path("version").asInt();
        Map<String, Object> edit =
                Map.of(
                        "version", version,
                        "accounting_date", "2026-12-01",
                        "description", "Railing, December",
                        "reason", "November is closed");
        String path = "/dead-letters/" + letter + "/edit-and-replay";
        Map<String, Object> money = new HashMap<>(edit);
        money.put("amount", "1.00");
        assertThat(world.admin().tryPost(path, money).status()).isEqualTo(422);
        assertThat(
                        world.admin()
                                .tryPost(
                                        path,
                                        Map.of(
                                                "version", version,
                                                "change_request_number", "X-1",
                                                "reason", "x"))
                                .text())
                .contains("would be there twice");

        Api elsewhere = limited(Map.of("accept_projects", List.of(1)));
        Api small = limited(Map.of("accept_limit", "0.01"));
        assertThat(elsewhere.tryPost(path, edit).status()).isEqualTo(403);
        assertThat(small.tryPost(path, edit).text()).contains("Your limit is 0.01");

        JsonNode proposed = world.as(Role.APPROVER).post(path, edit);
        assertThat(proposed.path("state").asText()).isEqualTo("pending");
        String confirm = "/dead-letters/edits/" + proposed.path("id").asText() + "/confirm";
        assertThat(world.as(Role.APPROVER).tryPost(confirm, Map.of()).status()).isEqualTo(403);
        assertThat(elsewhere.tryPost(confirm, Map.of()).status()).isEqualTo(403);
        assertThat(World.items(world.admin().get("/dead-letters/edits?state=pending"))).hasSize(1);
        assertThat(world.state(change)).isEqualTo("FAILED_TO_EXPORT");
        assertThat(
                        world.admin()
                                .post(
                                        "/dead-letters/replays",
                                        Map.of("ids", List.of(letter), "dry_run", true))
                                .at("/items/0/warnings/0")
                                .asText())
                .isEqualTo(
                        "A correction that approver proposed waits for a second person. A replay"
                                + " sends what was accepted, without it, and the correction lapses:"
                                + " confirm or withdraw it first.");

        assertThat(world.admin().post(confirm, Map.of()).path("state").asText())
                .isEqualTo("applied");

        world.assertSynced(change);
        assertThat(
                        world.spectrum
                                .ledger()
                                .changeRequest(world.number(change))
                                .orElseThrow()
                                .lines())
                .allSatisfy(
                        line ->
                                assertThat(line.value("Sub_Change_Order_Date"))
                                        .isEqualTo("12/01/2026"));
        JsonNode ended = world.admin().get("/dead-letters/" + letter);
        assertThat(ended.path("ended").asText()).isEqualTo("edited");
        assertThat(ended.at("/edits/0/state").asText()).isEqualTo("applied");
        assertThat(ended.at("/continued_as/edited_as").asText()).isEqualTo("edit");
        List<JsonNode> history = world.history(change);
        assertThat(history.get(history.size() - 2).path("by").asText()).isEqualTo("admin");
        assertThat(history.get(history.size() - 2).at("/detail/proposed_by").asText())
                .isEqualTo("approver");
    }

    @Test
    void aPausedReplayWaitsAndWhatJoinsTheGroupMeanwhileIsSaidAndNotTouched() {
        List<ProcoreChangeOrder> failed = failed(3, "Sub_Status", "The batch is in use");
        String group = world.deadLetter(failed.get(0)).path("group").asText();
        String id =
                world.admin()
                        .post(
                                "/dead-letters/replays",
                                Map.of("group", group, "rate_per_second", 0.01, "reason", "free"))
                        .path("id")
                        .asText();
        String path = "/dead-letters/replays/" + id;
        world.eventually(
                () -> assertThat(world.admin().get(path).path("succeeded").asInt()).isEqualTo(1));
        JsonNode paused = world.admin().post(path + "/pause", Map.of());
        assertThat(paused.path("state").asText()).isEqualTo("paused");
        assertThat(world.admin().tryPost(path + "/pause", Map.of()).status()).isEqualTo(409);
        ProcoreChangeOrder late = failed(1, "Sub_Status", "The batch is in use").get(0);

        JsonNode replay = world.admin().get(path);
        assertThat(replay.path("joined").asInt()).isEqualTo(1);
        assertThat(replay.path("message").asText())
                .contains("Paused by admin")
                .contains("1 new failure has joined the group");

        world.admin().post(path + "/resume", Map.of());
        world.eventually(
                () -> assertThat(world.admin().get(path).path("succeeded").asInt()).isEqualTo(2));
        world.admin().post(path + "/cancel", Map.of());
        assertThat(World.texts(world.admin().get(path).path("results"), "outcome"))
                .containsExactlyInAnyOrder("succeeded", "succeeded", "skipped");
        assertThat(world.state(late)).isEqualTo("FAILED_TO_EXPORT");
        replay(Map.of("group", group));
        world.assertSynced(late);
        failed.forEach(world::assertSynced);
    }

    @Test
    void aCanaryThatFindsTheCircuitOpenWaitsForItAndSaysSo() {
        List<ProcoreChangeOrder> failed = failed(2, "Sub_Type", "Type is unknown");
        Faults.Active outage = world.spectrum.faults().always(Fault.abort());
        String group = world.deadLetter(failed.get(0)).path("group").asText();
        String path =
                "/dead-letters/replays/"
                        + world.admin()
                                .post(
                                        "/dead-letters/replays",
                                        Map.of("group", group, "canary", true, "reason", "try"))
                                .path("id")
                                .asText();
        world.eventually(
                () ->
                        assertThat(world.admin().get(path).path("message").asText())
                                .contains("The rest waits for the canary")
                                .contains("Exports stand still"));
        assertThat(world.admin().get(path).path("state").asText()).isEqualTo("running");
        // whichever of them failed first is the canary
        assertThat(failed)
                .extracting(world::state)
                .containsExactlyInAnyOrder("ACCEPTED", "FAILED_TO_EXPORT");

        outage.off();

        world.eventually(
                () -> assertThat(world.admin().get(path).path("state").asText()).isEqualTo("done"));
        failed.forEach(world::assertSynced);
    }

    @Test
    void aSettingThatWasWrongIsFixedAndReplayedUnderTheOldApproval() {
        world.stop();
        world.set("spectrum.change-request-status", "XX");
        world.start();
        ProcoreChangeOrder change = site.changeOrder("77.70");
        world.poll();
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");
        world.stop();
        world.set("spectrum.change-request-status", "CR");
        world.start();

        JsonNode replay = replay(Map.of("ids", List.of(letter(change))));

        assertThat(replay.at("/results/0/outcome").asText()).isEqualTo("succeeded");
        assertThat(replay.at("/results/0/message").asText()).contains("CR_Status XX -> CR");
        world.assertSynced(change);
        assertThat(
                        world.spectrum
                                .ledger()
                                .changeRequest(world.number(change))
                                .orElseThrow()
                                .value("CR_Status"))
                .isEqualTo("CR");
        assertThat(world.history(change))
                .extracting(entry -> entry.path("to").asText())
                .containsExactly(
                        "READY_TO_EXPORT", "ACCEPTED", "FAILED_TO_EXPORT", "ACCEPTED", "SYNCED");
    }

    /** Last: the others look through every change order there is. */
    @Test
    @Order(Integer.MAX_VALUE)
    void ofThreeHundredFailuresOfThreeCausesTheFixedOneIsReplayedBehindItsCanary() {
        BigDecimal before = world.spectrum.ledger().total();
        int rewritten = world.spectrum.ledger().audit().rewritten().size();
        int part = Volumes.of(engine, 20, 4);
        Map<String, Integer> sizes =
                Map.of("05500", 10 * part, "09900", 3 * part, "03300", 2 * part);
        Map<String, List<ProcoreChangeOrder>> failed = new HashMap<>();
        Map<String, Faults.Active> faults = new HashMap<>();
        sizes.forEach(
                (phase, size) -> {
                    failed.put(phase, many(size, phase));
                    faults.put(phase, world.spectrum.faults().always(cause(phase).onPhase(phase)));
                });
        world.startPoll();
        patiently(() -> assertThat(count("READY_TO_EXPORT")).isEqualTo(15 * part));
        acceptAll();
        patiently(() -> assertThat(count("FAILED_TO_EXPORT")).isEqualTo(15 * part));
        Map<String, JsonNode> groups = new HashMap<>();
        world.admin()
                .get("/dead-letters/groups")
                .forEach(group -> groups.put(group.path("column").asText(), group));
        assertThat(groups).containsKeys("Column_05500", "Column_09900", "Column_03300");
        String fixed = groups.get("Column_05500").path("group").asText();
        String unfixed = groups.get("Column_09900").path("group").asText();
        assertThat(groups.get("Column_05500").path("count").asInt()).isEqualTo(10 * part);
        faults.get("05500").off();

        // the canary of a cause that is still there saves the others
        int calls = calls("09900");
        JsonNode stopped = replay(Map.of("group", unfixed, "canary", true));
        assertThat(stopped.path("state").asText()).isEqualTo("failed");
        assertThat(stopped.path("skipped").asInt()).isEqualTo(3 * part - 1);
        assertThat(stopped.path("message").asText()).startsWith("The canary, dead letter ");
        assertThat(calls("09900")).isEqualTo(calls + 1);

        JsonNode plan = dryRun(Map.of("group", fixed));
        assertThat(plan.path("keep_approval").asInt()).isEqualTo(10 * part);
        assertThat(plan.path("amount_to_send").asText())
                .isEqualTo(owed(failed.get("05500")).toPlainString());
        assertThat(plan.at("/items/0/lines/0/phase").asText()).isEqualTo("05500");

        JsonNode done = replay(Map.of("group", fixed, "canary", true, "rate_per_second", 500));
        assertThat(done.path("succeeded").asInt()).isEqualTo(10 * part);
        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(world.spectrum.ledger().total().subtract(before))
                .isEqualTo(owed(failed.get("05500")));

        faults.values().forEach(Faults.Active::off);
        JsonNode rest = replay(Map.of("query", "Nothing may be posted to"));
        assertThat(rest.path("succeeded").asInt()).isEqualTo(5 * part);
        assertThat(world.spectrum.ledger().total().subtract(before))
                .isEqualTo(
                        failed.values().stream()
                                .map(ReplayTest::owed)
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(world.spectrum.ledger().audit().rewritten()).hasSize(rewritten);
        assertThat(world.spectrum.ledger().audit().autoCreated()).isZero();
        assertThat(World.items(world.admin().get("/dead-letters/replays?per_page=3")))
                .extracting(
                        replay ->
                                replay.path("state").asText()
                                        + " "
                                        + replay.path("succeeded").asInt()
                                        + " of "
                                        + replay.path("total").asInt())
                .containsExactly(
                        "done %1$d of %1$d".formatted(5 * part),
                        "done %1$d of %1$d".formatted(10 * part),
                        "failed 0 of %d".formatted(3 * part));
    }

    // ---- Parts

    /** So many of one line of that phase, each of another amount. */
    private static List<ProcoreChangeOrder> many(int count, String phase) {
        String code = phase.substring(0, 2) + "-" + phase.substring(2) + ".S";
        return IntStream.range(1, count + 1)
                .mapToObj(i -> site.changeOrder("Canopy", line(code, i + "." + (10 + i % 90))))
                .toList();
    }

    private static BigDecimal owed(List<ProcoreChangeOrder> changeOrders) {
        return changeOrders.stream()
                .map(ProcoreChangeOrder::sum)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Everything that is ready, in one call. */
    private static void acceptAll() {
        List<Map<String, Object>> ready =
                Stream.of(1, 2)
                        .flatMap(
                                page ->
                                        World.items(
                                                world.admin()
                                                        .get(
                                                                "/change-orders?view=ready&per_page=200&page="
                                                                        + page))
                                                .stream())
                        .map(
                                item ->
                                        Map.<String, Object>of(
                                                "id", item.path("id").asText(),
                                                "version", item.path("version").asInt()))
                        .toList();
        world.as(Role.APPROVER).post("/change-orders/accept", Map.of("items", ready));
    }

    /** So many whose first line has gone through and whose second Spectrum has refused. */
    private static List<ProcoreChangeOrder> failed(int count, String column, String message) {
        List<ProcoreChangeOrder> changeOrders =
                IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        site.changeOrder(
                                                "Railing",
                                                line("03-300.S", "50.00"),
                                                line("05-500.S", "10.10")))
                        .toList();
        world.poll();
        world.spectrum.faults().next(cause(column, message).onPhase("05500"), count);
        changeOrders.forEach(world::accept);
        changeOrders.forEach(change -> world.eventually(change, "FAILED_TO_EXPORT"));
        return changeOrders;
    }

    private static Fault cause(String phase) {
        return cause("Column_" + phase, "Nothing may be posted to " + phase);
    }

    private static Fault cause(String column, String message) {
        return Fault.invalid(column, message).onMethod("ARChangeRequest");
    }

    private static String letter(ProcoreChangeOrder changeOrder) {
        return world.deadLetter(changeOrder).path("id").asText();
    }

    private static int count(String state) {
        return world.admin().get("/status").path("change_orders").path(state).path("count").asInt();
    }

    private static int calls(String phase) {
        return (int)
                world.spectrum.ledger().calls("ARChangeRequest").stream()
                        .map(ReceivedCall::phase)
                        .filter(phase::equals)
                        .count();
    }

    private static JsonNode dryRun(Map<String, ?> what) {
        Map<String, Object> body = new HashMap<>(what);
        body.put("dry_run", true);
        return world.admin().post("/dead-letters/replays", body);
    }

    /** The replay as it is when it has come to its end. */
    private static JsonNode replay(Map<String, ?> what) {
        Map<String, Object> body = new HashMap<>(what);
        body.put("reason", "The cause is gone");
        String path =
                "/dead-letters/replays/"
                        + world.admin().post("/dead-letters/replays", body).path("id").asText();
        patiently(
                () ->
                        assertThat(
                                        world.admin()
                                                .get(path + "?results=none")
                                                .path("finished_at")
                                                .isNull())
                                .isFalse());
        return world.admin().get(path);
    }

    /** Hundreds take longer than one. */
    private static void patiently(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(25))
                .untilAsserted(assertion);
    }

    private static Api limited(Map<String, Object> limits) {
        Map<String, Object> token = new HashMap<>(limits);
        token.put("name", "limited-" + limits.keySet().iterator().next());
        token.put("role", "approver");
        return world.withToken(world.admin().post("/tokens", token).path("token").asText());
    }
}
