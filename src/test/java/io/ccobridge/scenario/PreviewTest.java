package io.ccobridge.scenario;

import static io.ccobridge.changeorder.Role.APPROVER;
import static io.ccobridge.changeorder.Role.PROJECT_MANAGER;
import static io.ccobridge.changeorder.Role.VIEWER;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.http.Shapes;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import io.ccobridge.sandbox.spectrum.ReceivedCall;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What an approver sees before the click: the calls, what they do, and whether they can work. */
class PreviewTest extends Scenario {

    private static final List<String> TABLES =
            List.of(
                    "change_order",
                    "document",
                    "audit_entry",
                    "reserved_number",
                    "export",
                    "export_line",
                    "export_work",
                    "attempt",
                    "dead_letter");

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of());
    }

    @BeforeEach
    void elsewhere() {
        site = world.site();
    }

    @Test
    void theSumsPerPhaseStandBesideWhatTheCommitmentHasAlready() {
        ProcoreChangeOrder first =
                site.changeOrder("First", line("03-300.S", "100.00"), line("05-500.S", "-10.00"));
        ProcoreChangeOrder second = site.changeOrder("Second", line("03-300.S", "0.50"));
        ProcoreChangeOrder third =
                site.changeOrder(
                        "Third",
                        line("03-300.S", "1.00"),
                        line("09-900.S", "2.00"),
                        line("03-300.S", "0.11"));
        world.pollAndAccept(first, second);
        world.assertSynced(first);
        world.assertSynced(second);

        JsonNode preview = preview(third, "");

        assertThat(preview.path("stage").asText()).isEqualTo("proposed");
        assertThat(rows(preview.path("phases")))
                .containsExactly(
                        "03300 S Concrete: 100.50 + 1.11 = 101.61",
                        "09900 S Paint: 0.00 + 2.00 = 2.00");
        assertThat(preview.at("/commitment/number").asText()).isEqualTo(site.subcontract.number());
        assertThat(preview.at("/commitment/sent_before").asText()).isEqualTo("90.50");
        assertThat(preview.at("/commitment/amount").asText()).isEqualTo("3.11");
        assertThat(preview.at("/commitment/after").asText()).isEqualTo("93.61");
        assertThat(preview.path("checks"))
                .as(preview.path("checks").toPrettyString())
                .allMatch(check -> check.path("passed").asBoolean());
        assertThat(World.texts(preview.path("checks"), "check"))
                .contains(
                        "project-synced",
                        "cost-codes-linked",
                        "vendor-linked",
                        "commitment-synced",
                        "change-request-number",
                        "sub-change-order-number",
                        "status-code",
                        "accounting-date",
                        "reference-data",
                        "customer",
                        "unchanged",
                        "links-unchanged");
        assertThat(messages(preview, "cost-codes-linked"))
                .containsExactly(
                        "Phase 03300 (Concrete) with cost type S is open in Spectrum.",
                        "Phase 09900 (Paint) with cost type S is open in Spectrum.");
    }

    @Test
    void whatAnApproverTypesIsSeenBeforeTheClickAndIsWhatThenGoesOut() {
        ProcoreChangeOrder change = site.changeOrder("9.99");
        world.poll();
        String day = LocalDate.now().minusDays(1).toString();
        JsonNode preview =
                preview(
                        change,
                        "?change_request_number=TYPED-1&description="
                                + URLEncoder.encode("By hand & <mind>", StandardCharsets.UTF_8)
                                + "&accounting_date="
                                + day);
        assertThat(preview.path("change_request_number").asText()).isEqualTo("TYPED-1");
        assertThat(preview.path("accounting_date").asText()).isEqualTo(day);
        assertThat(preview.path("problems")).isEmpty();

        world.move(
                        world.as(APPROVER),
                        change,
                        "accept",
                        "change_request_number",
                        "TYPED-1",
                        "description",
                        "By hand & <mind>",
                        "accounting_date",
                        day)
                .good();
        world.assertSynced(change);
        assertThat(World.texts(preview.path("calls"), "request"))
                .map(PreviewTest::unveiled)
                .containsExactlyElementsOf(sent(change));
    }

    @Test
    void whatIsTypedWrongIsRefusedLikeAnAcceptAndANumberThatIsTakenIsAFailedCheck() {
        ProcoreChangeOrder has = site.changeOrder("1.00");
        ProcoreChangeOrder wants = site.changeOrder("2.00");
        world.poll();
        Api viewer = world.as(VIEWER);
        String path = "/change-orders/" + world.id(wants) + "/preview?";
        assertThat(viewer.tryGet(path + "change_request_number=A%20B").status()).isEqualTo(422);
        assertThat(viewer.tryGet(path + "description=%07").status()).isEqualTo(422);
        assertThat(viewer.tryGet(path + "change_request_number=123456789").status()).isEqualTo(400);
        assertThat(viewer.tryGet(path + "accounting_date=2026-02-30").status()).isEqualTo(400);
        assertThat(viewer.tryGet(path + "amount=1").status()).isEqualTo(400);

        String taken = world.number(has);
        JsonNode preview = preview(wants, "?change_request_number=" + taken);
        assertThat(World.texts(preview.path("problems"), "message"))
                .containsExactly("The number " + taken + " is another change order's.");
        assertThat(failed(preview)).containsOnlyKeys("change-request-number");
        assertThat(
                        world.move(
                                        world.as(APPROVER),
                                        wants,
                                        "accept",
                                        "change_request_number",
                                        taken)
                                .status())
                .isEqualTo(422);
    }

    @Test
    void whileItNeedsAttentionItShowsHowFarItWouldGetAndEveryFixAtOnce() {
        ProcoreChangeOrder change =
                site.changeOrder(
                        "A title of more than thirty characters",
                        line("03-300.S", "3.00"),
                        line("99-999.S", "4.00"),
                        line("nowhere", "5.00"));
        world.poll();
        JsonNode preview = preview(change, "");
        assertThat(preview.path("calls")).isEmpty();
        assertThat(rows(preview.path("phases")))
                .containsExactly(
                        "03300 S Concrete: 0.00 + 3.00 = 3.00", "99999 S null: 0.00 + 4.00 = 4.00");
        assertThat(preview.at("/commitment/unplaced").asText()).isEqualTo("5.00");
        assertThat(preview.at("/commitment/after").asText()).isEqualTo("12.00");
        assertThat(failed(preview).keySet()).contains("title-length", "cost-codes-linked");
        assertThat(preview.path("checks"))
                .filteredOn(check -> !check.path("passed").asBoolean())
                .allMatch(check -> !check.path("fix").asText().isBlank());
        assertThat(messages(preview, "cost-codes-linked"))
                .contains("Phase 03300 (Concrete) with cost type S is open in Spectrum.")
                .anyMatch(message -> message.contains("99-999"));

        change.setTitle("Short").setLines(line("03-300.S", "3.00"));
        world.poll();
        assertThat(preview(change, "").path("calls")).hasSize(1);
    }

    @Test
    void theChecksTellOfAClosedPhaseAnInactiveVendorAndAnOldDay() {
        ProcoreChangeOrder change = site.changeOrder("3.00");
        change.setTimes(Instant.parse("2020-05-05T12:00:00Z"), Instant.now());
        world.poll();
        world.database()
                .sql("UPDATE spectrum_phase SET status = 'C' WHERE job_number = ?")
                .param(site.job())
                .update();
        world.database()
                .sql("UPDATE spectrum_vendor SET active = FALSE WHERE code = ?")
                .param(site.vendor.originCode())
                .update();
        world.database()
                .sql("UPDATE spectrum_job SET status = 'C', customer_code = NULL WHERE number = ?")
                .param(site.job())
                .update();
        world.database()
                .sql("UPDATE reference_refresh SET refreshed_at = ? WHERE what = ?")
                .params(OffsetDateTime.now().minusHours(25), "phases:" + site.job())
                .update();

        JsonNode preview = preview(change, "");

        Map<String, JsonNode> failed = failed(preview);
        assertThat(failed.keySet())
                .containsExactlyInAnyOrder(
                        "project-synced",
                        "vendor-linked",
                        "cost-codes-linked",
                        "customer",
                        "accounting-date",
                        "reference-data");
        assertThat(failed.get("project-synced").path("blocking").asBoolean()).isTrue();
        assertThat(failed.get("accounting-date").path("blocking").asBoolean()).isFalse();
        assertThat(failed.get("reference-data").path("message").asText())
                .contains("phases of job " + site.job() + " at ");
        assertThat(preview.path("calls")).as("the calls can be seen all the same").hasSize(1);
        assertThat(preview(change, "?accounting_date=" + LocalDate.now()).path("checks"))
                .filteredOn(check -> check.path("check").asText().equals("accounting-date"))
                .allMatch(check -> check.path("passed").asBoolean());
    }

    @Test
    void afterADecisionItShowsWhatGoesOutAndAfterTheSyncWhatWasSent() {
        ProcoreChangeOrder change =
                site.changeOrder("Stairs", line("03-300.S", "5.00"), line("05-500.S", "6.00"));
        world.poll();
        world.spectrum
                .faults()
                .next(Fault.invalid("CR_Phase_Code", "Phase is closed").onPhase("05500"));
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");
        JsonNode failed = preview(change, "");
        assertThat(failed.path("stage").asText()).isEqualTo("accepted");
        assertThat(World.texts(failed.path("calls"), "held")).containsExactly("yes", "no");

        world.admin()
                .post(
                        "/dead-letters/replays",
                        Map.of(
                                "ids",
                                List.of(world.deadLetter(change).path("id").asText()),
                                "reason",
                                "opened"));
        world.assertSynced(change);
        change.setLines(line("03-300.S", "7.00"));
        world.poll();

        JsonNode synced = preview(change, "");
        assertThat(synced.path("stage").asText()).isEqualTo("sent");
        assertThat(World.texts(synced.path("calls"), "held")).containsExactly("yes", "yes");
        assertThat(World.texts(synced.path("calls"), "request"))
                .map(PreviewTest::unveiled)
                .containsExactlyInAnyOrderElementsOf(sent(change).stream().distinct().toList());
        assertThat(synced.path("problems")).isEmpty();
        assertThat(synced.at("/commitment/after").asText()).isEqualTo("11.00");
        assertThat(failed(synced)).containsOnlyKeys("unchanged");
        assertThat(synced.toString()).doesNotContain(world.spectrum.authorizationId());
    }

    @Test
    void whatIsUnlinkedWithoutAWordThatItWasDeletedIsWarnedOf() {
        ProcoreChangeOrder change = site.changeOrder("8.00");
        world.pollAndAccept(change);
        world.assertSynced(change);
        String old = world.number(change);
        world.move(world.as(APPROVER), change, "unlink", "reason", "Wrong job").good();
        JsonNode preview = preview(change, "");
        assertThat(World.texts(preview.path("warnings"), "message"))
                .anyMatch(message -> message.contains("unlinked from change request " + old));
        assertThat(preview.path("change_request_number").asText()).isNotEqualTo(old);

        ProcoreChangeOrder deleted = site.changeOrder("9.00");
        world.pollAndAccept(deleted);
        world.assertSynced(deleted);
        JsonNode seen = world.show(deleted);
        world.as(APPROVER)
                .post(
                        "/change-orders/" + seen.path("id").asText() + "/unlink",
                        Map.of(
                                "version",
                                seen.path("version").asInt(),
                                "reason",
                                "Wrong job",
                                "deleted_in_spectrum",
                                true));
        assertThat(preview(deleted, "").path("warnings")).isEmpty();
    }

    @Test
    void aPartThatSpectrumHoldsUnderAnotherNumberIsAProblemBeforeTheClick() {
        ProcoreChangeOrder change =
                site.changeOrder("Two", line("03-300.S", "5.00"), line("05-500.S", "6.00"));
        world.poll();
        world.spectrum
                .faults()
                .next(Fault.invalid("CR_Phase_Code", "Phase is closed").onPhase("05500"));
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");
        world.move(world.as(APPROVER), change, "reject", "reason", "Closed").good();
        world.move(world.as(PROJECT_MANAGER), change, "send").good();
        assertThat(preview(change, "").path("problems")).isEmpty();
        assertThat(
                        World.texts(
                                preview(change, "?change_request_number=OTHER").path("problems"),
                                "requirement"))
                .containsExactly("one-key");
        assertThat(
                        world.move(
                                        world.as(APPROVER),
                                        change,
                                        "accept",
                                        "change_request_number",
                                        "OTHER")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void aLookTakesNoNumberAndWritesNothing() {
        ProcoreChangeOrder one = site.changeOrder("1.00").setNumber("1-777");
        ProcoreChangeOrder other =
                site.changeOrder("Phase", line("99-999.S", "2.00")).setNumber("2-777");
        world.poll();
        Map<String, Object> before = everyRow();
        for (int i = 0; i < 3; i++) {
            preview(one, "?change_request_number=MINE-" + i);
            preview(other, "?change_request_number=MINE-" + i);
        }
        preview(one, "");
        preview(other, "");
        assertThat(everyRow()).isEqualTo(before);
        // what was looked at twice is still free for both
        world.move(world.as(APPROVER), one, "accept", "change_request_number", "MINE-0").good();
        world.assertSynced(one);
    }

    // ---- Parts

    private static JsonNode preview(ProcoreChangeOrder changeOrder, String query) {
        JsonNode preview =
                world.as(VIEWER)
                        .get("/change-orders/" + world.id(changeOrder) + "/preview" + query);
        Shapes.assertFits("/change-orders/{id}/preview", preview);
        for (JsonNode phase : preview.path("phases")) {
            assertThat(money(phase, "after"))
                    .isEqualByComparingTo(money(phase, "sent_before").add(money(phase, "amount")));
        }
        return preview;
    }

    private static BigDecimal money(JsonNode object, String field) {
        return new BigDecimal(object.path(field).asText());
    }

    private static List<String> rows(JsonNode phases) {
        return StreamSupport.stream(phases.spliterator(), false)
                .map(
                        phase ->
                                "%s %s %s: %s + %s = %s"
                                        .formatted(
                                                phase.path("phase").asText(),
                                                phase.path("cost_type").asText(),
                                                phase.path("description").asText(),
                                                phase.path("sent_before").asText(),
                                                phase.path("amount").asText(),
                                                phase.path("after").asText()))
                .toList();
    }

    private static List<String> messages(JsonNode preview, String check) {
        return StreamSupport.stream(preview.path("checks").spliterator(), false)
                .filter(one -> one.path("check").asText().equals(check))
                .map(one -> one.path("message").asText())
                .toList();
    }

    private static Map<String, JsonNode> failed(JsonNode preview) {
        Map<String, JsonNode> failed = new LinkedHashMap<>();
        for (JsonNode check : preview.path("checks")) {
            if (!check.path("passed").asBoolean()) {
                failed.put(check.path("check").asText(), check);
            }
        }
        return failed;
    }

    private static List<String> sent(ProcoreChangeOrder changeOrder) {
        return world.calls(changeOrder).stream()
                .map(ReceivedCall::request)
                .map(PreviewTest::unveiled)
                .toList();
    }

    private static String unveiled(String request) {
        return request.replaceAll("<(GUID|Authorization_ID)>[^<]*", "<$1>");
    }

    private static Map<String, Object> everyRow() {
        Map<String, Object> rows = new LinkedHashMap<>();
        for (String table : TABLES) {
            rows.put(
                    table,
                    world.database().sql("SELECT * FROM " + table).query().listOfRows().stream()
                            .map(PreviewTest::text)
                            .sorted()
                            .toList());
        }
        return rows;
    }

    /** Large texts of H2 are handles, each a new one. */
    private static String text(Map<String, Object> row) {
        StringBuilder text = new StringBuilder();
        row.forEach(
                (column, value) ->
                        text.append(column)
                                .append('=')
                                .append(value instanceof Clob ? "text" : value)
                                .append(' '));
        return text.toString();
    }
}
