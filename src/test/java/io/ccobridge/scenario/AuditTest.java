package io.ccobridge.scenario;

import static io.ccobridge.changeorder.Role.APPROVER;
import static io.ccobridge.changeorder.Role.PROJECT_MANAGER;
import static io.ccobridge.changeorder.Role.VIEWER;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.audit.Pack;
import io.ccobridge.cli.CcoBridge;
import io.ccobridge.cli.Terminal;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What an auditor finds after a day of work. */
class AuditTest extends Scenario {

    @TempDir static Path folder;

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of("time-zone", "UTC"));
        liveADay();
    }

    /** Every way through the bridge at least once. */
    private static void liveADay() {
        ProcoreChangeOrder good =
                site.changeOrder("Good", line("03-300.S", "100.10"), line("05-500.S", "-0.05"));
        ProcoreChangeOrder rejected = site.changeOrder("1000.00");
        ProcoreChangeOrder failed = site.changeOrder("33.33");
        ProcoreChangeOrder byHand = site.changeOrder("44.44");
        ProcoreChangeOrder changed = site.changeOrder("5.00");
        site.changeOrder("Without a phase", line("99-999.S", "7.00"));
        world.poll();
        world.accept(good);
        world.assertSynced(good);
        world.move(world.as(APPROVER), rejected, "reject", "reason", "=Wrong, \"cost\" type")
                .good();
        world.move(world.as(PROJECT_MANAGER), rejected, "send").good();
        world.accept(rejected);
        world.assertSynced(rejected);
        world.move(world.as(APPROVER), rejected, "unlink", "reason", "Deleted in Spectrum").good();
        for (ProcoreChangeOrder one : new ProcoreChangeOrder[] {failed, byHand}) {
            world.spectrum.faults().next(Fault.invalid("CR_Phase_Code", "Phase is closed"));
            world.accept(one);
            world.eventually(one, "FAILED_TO_EXPORT");
        }
        world.admin()
                .post(
                        "/dead-letters/"
                                + world.deadLetter(byHand).path("id").asText()
                                + "/done-by-hand",
                        Map.of("reason", "Typed it", "change_request_number", "MAN-1"));
        changed.setLines(line("03-300.S", "6.00"));
        world.poll();
        world.move(world.as(PROJECT_MANAGER), changed, "send").good();
        world.admin()
                .post(
                        "/users",
                        Map.of("name", "anna", "role", "viewer", "password", "s3cr3t-of-anna"));
        world.admin()
                .put(
                        "/links/vendors",
                        Map.of(
                                "procore_id",
                                site.vendor.id(),
                                "spectrum_code",
                                site.vendor.originCode()));
        administer(failed);
    }

    private static void administer(ProcoreChangeOrder failed) {
        world.admin().post("/exports/pause", Map.of("reason", "Month end"));
        world.admin().post("/exports/pause", Map.of("reason", "Month end, longer"));
        world.admin().post("/exports/resume", Map.of("reason", "Closed"));
        String group = world.deadLetter(failed).path("group").asText();
        world.admin()
                .put("/dead-letters/groups/" + group + "/note", Map.of("note", "Bob opens it"));
        world.admin()
                .post(
                        "/users",
                        Map.of("name", "bert", "role", "approver", "password", "s3cr3t-of-bert"));
        String delegation =
                world.admin()
                        .post(
                                "/delegations",
                                Map.of(
                                        "approver", "bert",
                                        "delegate", "anna",
                                        "until", "2099-01-01T00:00:00Z",
                                        "reason", "On leave"))
                        .path("id")
                        .asText();
        world.admin().delete("/delegations/" + delegation);
    }

    @Test
    void whatAdminsDidIsInTheListAndOnTheCommandLine() {
        assertThat(
                        World.texts(
                                world.as(VIEWER).get("/audit?q=month%20end").path("items"),
                                "reason"))
                .containsExactly(
                        "Resumed: Closed",
                        "Paused: Month end, longer",
                        "Another pause takes its place.",
                        "Paused: Month end");
        assertThat(
                        run(
                                "audit",
                                "list",
                                "-q",
                                "delegation ",
                                "--url",
                                world.address(),
                                "--token",
                                "scenario"))
                .startsWith("0 ")
                .contains("Made: On leave")
                .contains("Ended.");
        assertThat(World.texts(world.admin().get("/audit?q=bob%20opens").path("items"), "subject"))
                .singleElement()
                .asString()
                .startsWith("note ");
    }

    @Test
    void theChainIsWholeAndAViewerMayProveIt() {
        JsonNode found = world.as(VIEWER).get("/audit/verify");

        assertThat(found.path("valid").asBoolean()).as(found.toString()).isTrue();
        assertThat(found.path("first_broken").isNull()).isTrue();
        assertThat(found.path("entries").asLong())
                .isEqualTo(found.path("head").path("position").asLong())
                .isGreaterThan(20);
        String head =
                found.path("head").path("position").asText()
                        + ":"
                        + found.path("head").path("hash").asText();
        assertThat(world.admin().get("/audit/verify?since=" + head).path("valid").asBoolean())
                .isTrue();
        assertThat(
                        world.admin()
                                .get("/audit/verify?head=" + "ab".repeat(32))
                                .path("first_broken")
                                .path("what")
                                .asText())
                .isEqualTo("rewritten");
    }

    @Test
    void theListTellsOfMovesAndOfAdministrationAndNoSecret() {
        JsonNode all = world.as(VIEWER).get("/audit?per_page=200");
        assertThat(all.toString()).doesNotContain("s3cr3t");
        assertThat(all.path("items").findValuesAsText("subject"))
                .contains("user anna", "token viewer", "link vendors " + site.vendor.id());
        JsonNode page = world.admin().get("/audit?per_page=5");
        JsonNode next = world.admin().get("/audit?per_page=5&after=" + page.path("next").asText());
        assertThat(next.path("items").get(0).path("position").asLong())
                .isEqualTo(page.path("items").get(4).path("position").asLong() - 1);
        assertThat(world.admin().get("/audit?q=WRONG,%20%22cost").path("total").asInt()).isOne();
        assertThat(world.admin().get("/audit?by=approver").path("total").asInt()).isEqualTo(6);
        assertThat(world.admin().get("/audit?to=2020-01-01").path("total").asInt()).isZero();
        assertThat(world.admin().get("/audit?from=2020-01-01T00:00:00Z").path("total").asInt())
                .isEqualTo(all.path("total").asInt());
    }

    @Test
    void thePackOfTheDayAddsUpToTheCentAndIsProvedWithoutABridge() throws Exception {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        Path file = folder.resolve(engine + ".zip");

        assertThat(
                        run(
                                "export",
                                "--from",
                                yesterday,
                                "--to",
                                today,
                                "--out",
                                file.toString(),
                                "--url",
                                world.address(),
                                "--token",
                                "scenario"))
                .startsWith(
                        "0 Audit pack of " + yesterday + " to " + today + " written to " + file);
        Pack pack = new Pack(Files.readAllBytes(file));

        pack.assertAddsUp();
        assertThat(pack.rows("change-orders.csv"))
                .extracting(row -> row.get("state_at_end"))
                .containsExactlyInAnyOrder(
                        "SYNCED",
                        "UNLINKED",
                        "FAILED_TO_EXPORT",
                        "SYNCED",
                        "READY_TO_EXPORT",
                        "NEEDS_ATTENTION");
        assertThat(pack.figure("closing", "SYNCED", "USD")).isEqualTo("2: 144.49");
        assertThat(pack.figure("accepted", "decisions", "USD")).isEqualTo("4: 1177.82");
        assertThat(pack.figure("administration", "exports", "")).isEqualTo("4: 0.00");
        assertThat(pack.figure("administration", "delegation", "")).isEqualTo("2: 0.00");
        assertThat(pack.figure("administration", "note", "")).isEqualTo("1: 0.00");
        assertThat(pack.figure("edited lines", "lines", "USD")).isEqualTo("1: 44.44");
        assertThat(pack.figure("approved lines", "lines", "USD")).isEqualTo("5: 1177.82");
        assertThat(pack.figure("synced", "export", "USD")).isEqualTo("2: 1100.05");
        assertThat(pack.figure("synced", "hand", "USD")).isEqualTo("1: 44.44");
        assertThat(pack.figure("sent to spectrum", "calls", "USD"))
                .isEqualTo(pack.figure("exported lines", "lines", "USD"))
                .isEqualTo("3: 1100.05");
        assertThat(pack.figure("calls", "business", "USD")).isEqualTo("2: 77.77");
        assertThat(pack.figure("sent lines", "lines", "USD")).isEqualTo("7: 1190.82");
        assertThat(
                        String.join(
                                "",
                                Stream.of("moves.csv", "spectrum-calls.csv", "lines.csv")
                                        .map(pack::text)
                                        .toList()))
                .contains("ARChangeRequest")
                .contains("'=Wrong, \"\"cost\"\" type")
                .doesNotContain(world.spectrum.authorizationId());

        assertThat(run("audit", "verify", file.toString())).startsWith("0 The chain is whole: ");
        Path moves = folder.resolve(engine + ".csv");
        Files.writeString(moves, pack.text("moves.csv").replace("Typed it", "Typed it."));
        assertThat(run("audit", "verify", moves.toString(), "--json"))
                .startsWith("1 ")
                .contains("\"what\" : \"changed\"");
    }

    /** The exit code and what is printed. */
    private static String run(String... args) {
        StringWriter out = new StringWriter();
        int code =
                CcoBridge.commandLine(null, Terminal.ofThisProcess(), Duration.ZERO)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(out))
                        .execute(args);
        return code + " " + out;
    }

    @Test
    void aPeriodThatIsNoneIsRefused() {
        assertThat(world.admin().tryGet("/audit/pack?from=2026-11-30&to=2026-11-01").status())
                .isEqualTo(400);
        assertThat(world.admin().tryGet("/audit/pack?from=2026-11-30").status()).isEqualTo(400);
        assertThat(world.admin().tryGet("/audit?from=yesterday").status()).isEqualTo(400);
        assertThat(world.admin().tryGet("/audit?from=2026-13-01").status()).isEqualTo(400);
        assertThat(world.admin().tryGet("/audit?after=x").status()).isEqualTo(400);
        assertThat(
                        Json.read(world.admin().tryGet("/audit/verify?since=1").text())
                                .path("status")
                                .asInt())
                .isEqualTo(400);
    }
}
