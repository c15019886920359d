package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLetterFixture.ADA;
import static io.ccobridge.deadletter.DeadLetterFixture.PHASE;
import static io.ccobridge.deadletter.DeadLetterFixture.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLettersTest {

    private DeadLetterFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theListShowsWhatIsOpenNewestFirst(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String first = fixture.failed("Phase 1 is closed");
        String ended = fixture.failed("Phase 2 is closed");
        String last = fixture.failed("Phase 3 is closed");
        fixture.decisions.discard(ended, body("{'reason': 'twice'}"), ADA);

        DeadLetter.Page page = fixture.deadLetters.list(Map.of());

        assertThat(ids(page)).containsExactly(last, first);
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.totalCapped()).isFalse();
        assertThat(page.next()).isNull();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void everyFilterLeavesOnlyWhatItNames(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String phase = fixture.failed("business", PHASE, "Phase 1 is closed", "1.00", 101);
        String locked = fixture.failed("transient", null, "Record 17 is LOCKED", "2.00", 102);
        String group = fixture.deadLetters.get(phase).group();

        assertThat(found("category", "transient")).containsExactly(locked);
        assertThat(found("group", group)).containsExactly(phase);
        assertThat(found("project", "102")).containsExactly(locked);
        assertThat(found("q", "is locked")).containsExactly(locked);
        assertThat(found("q", "ACME")).containsExactly(locked, phase);
        assertThat(found("q", " ")).containsExactly(locked, phase);
        assertThat(ids(fixture.deadLetters.list(Map.of("q", "acme", "category", "business"))))
                .containsExactly(phase);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aSearchTakesEveryCharacterAsItStands(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String one = fixture.failed("Vendor A_B! is unknown");
        fixture.failed("Vendor AxB is unknown");

        assertThat(found("q", "a_b!")).containsExactly(one);
        assertThat(found("q", "100% more")).hasSize(2);
        assertThat(found("q", "'; DROP TABLE dead_letter; --")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void pagesAndCursorsWalkTheWholeListOnce(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        List<String> all = new ArrayList<>(fixture.failed(7));
        Collections.reverse(all);

        assertThat(ids(fixture.deadLetters.list(Map.of("page", "2", "per_page", "3"))))
                .isEqualTo(all.subList(3, 6));
        List<String> walked = new ArrayList<>();
        DeadLetter.Page page = fixture.deadLetters.list(Map.of("per_page", "3"));
        walked.addAll(ids(page));
        while (page.next() != null) {
            page = fixture.deadLetters.list(Map.of("per_page", "3", "after", page.next()));
            walked.addAll(ids(page));
        }
        assertThat(walked).isEqualTo(all);
        assertThat(page.total()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void whatTheListDoesNotUnderstandIsNamed(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        for (Map.Entry<String, String> wrong :
                List.of(
                        Map.entry("colour", "red"),
                        Map.entry("category", "Sunday"),
                        Map.entry("project", "Harbor"),
                        Map.entry("page", "0"),
                        Map.entry("per_page", "201"),
                        Map.entry("per_page", "many"),
                        Map.entry("after", "%%%"),
                        Map.entry("q", "\0"))) {
            refused(
                    400,
                    wrong.getKey(),
                    () -> fixture.deadLetters.list(Map.of(wrong.getKey(), wrong.getValue())));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void groupsCountAndAddUpTheOpenOnesOfOneCause(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        fixture.failed("business", PHASE, "Phase 010 is closed", "100.25", 101);
        fixture.clock.advance(Duration.ofHours(1));
        fixture.failed("business", PHASE, "Phase 020 is closed", "-0.25", 101);
        String ended = fixture.failed("business", PHASE, "Phase 030 is closed", "7.00", 101);
        fixture.failed("transient", null, "Record is locked", "1000000.10", 101);
        fixture.decisions.discard(ended, body("{'reason': 'twice'}"), ADA);

        JsonNode groups = Json.mapper().valueToTree(fixture.groups.list());

        assertThat(groups).hasSize(2);
        ((ObjectNode) groups.get(0))
                .remove(List.of("group", "suggestion", "trend", "link", "fix_in"));
        assertThat(Json.write(groups.get(0)))
                .isEqualTo(
                        "{\"category\":\"business\",\"column\":\"CR_Phase_Code\",\"code\":null,"
                                + "\"message\":\"Phase … is closed\",\"count\":2,"
                                + "\"total_amount\":\"100.00\",\"outcomes_unknown\":0,"
                                + "\"first_seen\":\"2026-11-23T12:00:00Z\","
                                + "\"last_seen\":\"2026-11-23T13:00:00Z\","
                                + "\"note\":null,\"earlier_notes\":[]}");
        assertThat(groups.get(1).get("total_amount").textValue()).isEqualTo("1000000.10");
        assertThat(groups.get(1).get("column").isNull()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneDeadLetterTellsEverythingButTheSecrets(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String id = fixture.failed("Phase 010 is closed");

        String json = Json.write(fixture.deadLetters.get(id));
        JsonNode shown = Json.read(json);

        assertThat(json).doesNotContain("t0p-secret");
        assertThat(shown.get("id").textValue()).isEqualTo(id);
        assertThat(shown.get("change_order_id").isTextual()).isTrue();
        assertThat(shown.get("amount").textValue()).isEqualTo("100.25");
        assertThat(shown.get("column").textValue()).isEqualTo(PHASE);
        assertThat(shown.get("ended").isNull()).isTrue();
        assertThat(shown.at("/payload/header/Company_Code").textValue()).isEqualTo("ABC");
        assertThat(shown.at("/payload/lines/0/amount").textValue()).isEqualTo("100.25");
        assertThat(Json.write(shown.at("/attempts/0")))
                .isEqualTo(
                        "{\"number\":1,\"position\":1,\"at\":\"2026-11-23T12:00:00Z\","
                                + "\"node\":\"node-1\",\"duration_ms\":42,\"http_status\":null,"
                                + "\"code\":null,\"request\":\"<request/>\","
                                + "\"response\":\"<response/>\",\"curl\":\"curl <request/>\","
                                + "\"outcome\":\"business\",\"message\":\"closed\","
                                + "\"next_attempt_at\":null,\"next_attempt_reason\":null}");
        JsonNode listed = Json.read(Json.write(fixture.deadLetters.list(Map.of()))).at("/items/0");
        assertThat(listed.at("/attempts/0/outcome").textValue()).isEqualTo("business");
        assertThat(listed.at("/attempts/0").has("request")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void anIdThatIsNoneIsUnknown(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        for (String id : List.of("4711", "abc", "-1", "99999999999999999999")) {
            refused(404, null, () -> fixture.deadLetters.get(id));
            refused(404, null, () -> fixture.decisions.discard(id, body("{'reason': 'x'}"), ADA));
            refused(404, null, () -> fixture.replay(id));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aDiscardedOneLeavesTheListAndCanBeRestored(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String id = fixture.failed("Phase 010 is closed");

        assertThat(fixture.decisions.discard(id, body("{'reason': ' twice '}"), ADA).ended())
                .isEqualTo("discarded");
        assertThat(fixture.state(id)).isEqualTo("REJECTED");
        assertThat(fixture.deadLetters.list(Map.of()).items()).isEmpty();
        assertThat(reasons(id)).containsExactly("ada: twice");
        refused(409, null, () -> fixture.decisions.discard(id, body("{'reason': 'x'}"), ADA));

        assertThat(fixture.decisions.restore(id, body("{'reason': 'not twice'}"), ADA).ended())
                .isNull();
        assertThat(fixture.state(id)).isEqualTo("FAILED_TO_EXPORT");
        assertThat(ids(fixture.deadLetters.list(Map.of()))).containsExactly(id);
        refused(409, null, () -> fixture.decisions.restore(id, body("{'reason': 'x'}"), ADA));
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void onlyTheLastFailureOfAChangeOrderCanBeRestored(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String old = fixture.failed("Phase 010 is closed");
        fixture.decisions.discard(old, body("{'reason': 'twice'}"), ADA);
        String later = fixture.failsAgain(old, "Phase 020 is closed");
        fixture.decisions.discard(later, body("{'reason': 'twice again'}"), ADA);

        assertThatThrownBy(() -> fixture.decisions.restore(old, body("{'reason': 'no'}"), ADA))
                .hasMessageContaining("see dead letter " + later);
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void doneByHandTakesTheNumberThatSpectrumGave(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String id = fixture.failed("Phase 010 is closed");
        refused(
                422,
                "change_request_number",
                () -> fixture.decisions.doneByHand(id, body("{'reason': 'typed in'}"), ADA));
        refused(
                422,
                "change_request_number",
                () ->
                        fixture.decisions.doneByHand(
                                id,
                                body("{'reason': 'x', 'change_request_number': 'S001-0002'}"),
                                ADA));

        DeadLetter done =
                fixture.decisions.doneByHand(
                        id, body("{'reason': 'typed in', 'change_request_number': 'H-17'}"), ADA);

        assertThat(done.ended()).isEqualTo("done-by-hand");
        assertThat(fixture.state(id)).isEqualTo("SYNCED");
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void everyDecisionNeedsAReason(Databases.Engine engine) {
        fixture = new DeadLetterFixture(engine);
        String id = fixture.failed("Phase 010 is closed");
        for (String body : List.of("{}", "{'reason': ' '}", "{'reason': 5}", "{'reason': null}")) {
            refused(422, "reason", () -> fixture.decisions.discard(id, body(body), ADA));
            refused(422, "reason", () -> fixture.decisions.restore(id, body(body), ADA));
            refused(422, "reason", () -> fixture.decisions.doneByHand(id, body(body), ADA));
        }
        refused(422, "reason", () -> fixture.decisions.discard(id, null, ADA));
        assertThat(fixture.state(id)).isEqualTo("FAILED_TO_EXPORT");
    }

    private List<String> found(String name, String value) {
        return ids(fixture.deadLetters.list(Map.of(name, value)));
    }

    private List<String> reasons(String id) {
        return fixture.jdbc
                .sql("SELECT actor || ': ' || reason FROM audit_entry WHERE change_order_id = :id")
                .param("id", fixture.changeOrder(id))
                .query(String.class)
                .list();
    }

    private static List<String> ids(DeadLetter.Page page) {
        return page.items().stream().map(DeadLetter::id).toList();
    }

    static void refused(int status, String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(status);
                            assertThat(refusal.fieldErrors())
                                    .extracting(Refusal.FieldError::field)
                                    .isEqualTo(field == null ? List.of() : List.of(field));
                        });
    }
}
