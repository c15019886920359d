package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.DeadLetterFixture.ADA;
import static io.ccobridge.deadletter.DeadLetterFixture.PHASE;
import static io.ccobridge.deadletter.DeadLetterFixture.body;
import static io.ccobridge.deadletter.DeadLettersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known about a cause: what to do, who noted what, and whether it grows. */
@ParameterizedClass
@EnumSource(Databases.Engine.class)
class CausesTest {

    private static final String LOCKED = "Record 17 is LOCKED";

    @Parameter Databases.Engine engine;
    private DeadLetterFixture fixture;

    private void open() {
        fixture = new DeadLetterFixture(engine);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aGroupSaysWhereItsFixIsMadeAndWhatToDo() {
        open();
        fixture.failed("Phase 010 is complete");
        fixture.failed("transient", null, LOCKED, "2.00", 101);
        fixture.failed("business", "Odd_Column", "Qwertz", "2.00", 101);

        assertThat(fixture.groups.list())
                .extracting(group -> group.category() + " " + group.fixIn())
                .containsExactlyInAnyOrder(
                        "business spectrum", "transient nobody", "business null");
        assertThat(group("Phase … is complete").suggestion())
                .satisfies(
                        suggestion -> {
                            assertThat(suggestion.cause()).isEqualTo("phase-complete");
                            assertThat(suggestion.source()).isEqualTo("S11");
                        });
        assertThat(group("Qwertz").suggestion().known()).isFalse();
    }

    @Test
    void theTrendCountsTheLastDayByTheHourAndSaysWhetherItGrows() {
        open();
        fixture.failed("Phase 010 is closed");
        fixture.clock.advance(Duration.ofHours(30));
        fixture.failed("Phase 020 is closed");
        String ended = fixture.failed("Phase 030 is closed");
        fixture.decisions.discard(ended, body("{'reason': 'twice'}"), ADA);
        fixture.clock.advance(Duration.ofMinutes(150));
        assertThat(group("Phase … is closed").trend())
                .satisfies(
                        trend -> {
                            assertThat(trend.hours()).hasSize(24).endsWith(2, 0, 0);
                            assertThat(trend.lastDay()).isEqualTo(2);
                            assertThat(trend.growing()).isFalse();
                        });

        fixture.failed("Phase 040 is closed");
        assertThat(group("Phase … is closed").trend().hours()).endsWith(2, 0, 1);
        assertThat(group("Phase … is closed").trend().growing()).isTrue();
    }

    @Test
    void aNoteStandsOnItsGroupUntilAnotherTakesItsPlace() {
        open();
        String id = fixture.failed("Phase 010 is closed");
        String cause = fixture.deadLetters.get(id).group();
        fixture.notes.put(cause, body("{'note': ' Bob opens it '}"), ADA);
        fixture.notes.put(cause, body("{'note': 'Bob is ill'}"), ADA);

        assertThat(fixture.groups.get(cause).note().note()).isEqualTo("Bob is ill");
        assertThat(fixture.groups.get(cause).note().by()).isEqualTo("ada");
        assertThat(fixture.deadLetters.get(id).note().note()).isEqualTo("Bob is ill");
        assertThat(fixture.groups.get(cause).earlierNotes()).isEmpty();

        fixture.notes.put(cause, body("{'note': ' '}"), ADA);
        assertThat(fixture.groups.get(cause).note()).isNull();
        fixture.notes.clear(cause, ADA);
        refused(404, null, () -> fixture.notes.put("0", body("{'note': 'x'}"), ADA));
        refused(404, null, () -> fixture.notes.clear("0", ADA));
        refused(422, "note", () -> fixture.notes.put(cause, body("{'note': 'a\\u0000'}"), ADA));
    }

    @Test
    void aGroupCanBeLookedUpAfterItWasEmptiedAndOneThatNeverWasIsUnknown() {
        open();
        String id = fixture.failed("Phase 010 is closed");
        String cause = fixture.deadLetters.get(id).group();
        fixture.decisions.discard(id, body("{'reason': 'twice'}"), ADA);

        DeadLetterGroup group = fixture.groups.get(cause);
        assertThat(group.count()).isZero();
        assertThat(group.totalAmount()).isEqualTo("0.00");
        assertThat(group.link()).isEqualTo("/api/v1/dead-letters/groups/" + cause);
        refused(404, null, () -> fixture.groups.get("77aa00"));
    }

    @Test
    void everyFilterOfAnAdminLeavesOnlyWhatItNames() {
        open();
        String small = fixture.failed("business", PHASE, "Phase 1 is closed", "-99.99", 101);
        fixture.clock.advance(Duration.ofHours(3));
        String large = fixture.failed("transient", null, LOCKED, "-10000.00", 102);
        fixture.jdbc
                .sql(
                        """
                        UPDATE change_order SET vendor_code = 'STEEL', vendor = 'Best Steel',
                            job_number = '24-102', commitment_number = 'SC-9' WHERE project_id = 102""")
                .update();
        fixture.jdbc
                .sql(
                        "UPDATE dead_letter SET payload_text = 'größe 9' || chr(10) || '05500 s 1.00'"
                                + " WHERE id = :id")
                .param("id", Long.valueOf(large))
                .update();

        assertThat(found("min_amount", "100")).containsExactly(large);
        assertThat(found("min_amount", "99.99")).containsExactly(large, small);
        assertThat(found("min_age", "2h")).containsExactly(small);
        assertThat(found("min_age", "PT1M")).containsExactly(small);
        assertThat(found("vendor", "steel")).containsExactly(large);
        assertThat(found("vendor", "acme")).containsExactly(small);
        assertThat(found("job", "24-102")).containsExactly(large);
        assertThat(found("commitment", "sc-9")).containsExactly(large);
        assertThat(found("fix_in", "nobody")).containsExactly(large);
        assertThat(found("fix_in", "spectrum")).containsExactly(small);
        assertThat(found("fix_in", "procore")).isEmpty();
        assertThat(found("q", "GRÖSSE")).isEmpty();
        assertThat(found("q", "Größe")).containsExactly(large);
        assertThat(found("q", "05500 S")).containsExactly(large);
        for (Map.Entry<String, String> wrong :
                List.of(
                        Map.entry("min_amount", "-5"),
                        Map.entry("min_amount", "1e5"),
                        Map.entry("min_age", "2 weeks"),
                        Map.entry("min_age", "-PT1H"))) {
            refused(
                    400,
                    wrong.getKey(),
                    () -> fixture.deadLetters.list(Map.of(wrong.getKey(), wrong.getValue())));
        }
    }

    @Test
    void theCsvHasEveryOpenOneWithWhatToDoAndNoFormulas() {
        open();
        fixture.failed("=HYPERLINK(1)");
        String ended = fixture.failed("Phase 020 is closed");
        fixture.decisions.discard(ended, body("{'reason': 'twice'}"), ADA);
        fixture.failed("business", PHASE, "Phase 030 is complete", "-5.00", 101);

        StringBuilder csv = new StringBuilder();
        new DeadLetterCsv(fixture.deadLetters)
                .export(Map.of("project", "101"))
                .forEachRemaining(csv::append);

        assertThat(csv.toString().split("\r\n"))
                .hasSize(3)
                .satisfies(
                        lines -> {
                            assertThat(lines[0]).startsWith("id,change_order_id,group,category,");
                            assertThat(lines[1])
                                    .contains("The phase is complete", ",-5.00,", "Open the phase");
                            assertThat(lines[2]).contains("'=HYPERLINK(1)");
                        });
        refused(
                400,
                "page",
                () -> new DeadLetterCsv(fixture.deadLetters).export(Map.of("page", "1")));
    }

    @Test
    void aReplayIsSaidToWriteOverWhatMayStandInSpectrum() {
        open();
        String safe = fixture.failed("Phase 010 is closed");
        String unknown = fixture.failed("unknown", null, "No answer", "100.25", 101);
        lines(unknown, "UNKNOWN");
        String part = fixture.failed("Phase 020 is closed");
        lines(part, "DONE");
        fixture.jdbc
                .sql(
                        """
                        INSERT INTO export_line (export_id, position, phase, cost_type, amount, state)
                        SELECT export_id, 2, '05500', 'S', 10.00, 'OPEN' FROM dead_letter WHERE id = :id""")
                .param("id", Long.valueOf(part))
                .update();

        assertThat(fixture.deadLetters.get(safe).warnings()).isEmpty();
        assertThat(fixture.deadLetters.get(safe).outcomeUnknown()).isFalse();
        assertThat(fixture.deadLetters.get(unknown).outcomeUnknown()).isTrue();
        assertThat(fixture.deadLetters.get(unknown).warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.kind()).isEqualTo("outcome-unknown");
                            assertThat(warning.amount()).isEqualTo("100.25");
                            assertThat(warning.phase()).isEqualTo("03300");
                            assertThat(warning.since()).isEqualTo("2026-11-23T12:00:00Z");
                            assertThat(warning.message())
                                    .contains("100.25 on phase 03300 S", "S001-002")
                                    .contains("since 2026-11-23 12:00 UTC")
                                    .contains("would be overwritten");
                        });
        assertThat(fixture.deadLetters.get(part).warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.kind()).isEqualTo("header-set-again");
                            assertThat(warning.message()).contains("1 of the lines");
                        });
        assertThat(group("No answer").outcomesUnknown()).isEqualTo(1);
        fixture.decisions.discard(unknown, body("{'reason': 'twice'}"), ADA);
        assertThat(fixture.deadLetters.get(unknown).warnings()).isEmpty();
    }

    @Test
    void oneThatFailedOftenSaysHowOften() {
        open();
        String first = fixture.failed("Phase 010 is closed");
        fixture.decisions.discard(first, body("{'reason': 'twice'}"), ADA);
        String second = fixture.failsAgain(first, "Phase 010 is closed");

        assertThat(fixture.deadLetters.get(first).failures()).isEqualTo(1);
        assertThat(fixture.deadLetters.get(second).failures()).isEqualTo(2);
    }

    private void lines(String deadLetter, String state) {
        fixture.jdbc
                .sql(
                        "UPDATE export_line SET state = :state WHERE export_id = (SELECT export_id"
                                + " FROM dead_letter WHERE id = :id)")
                .param("state", state)
                .param("id", Long.valueOf(deadLetter))
                .update();
    }

    private DeadLetterGroup group(String message) {
        return fixture.groups.list().stream()
                .filter(group -> group.message().equals(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError(fixture.groups.list().toString()));
    }

    private List<String> found(String name, String value) {
        return fixture.deadLetters.list(Map.of(name, value)).items().stream()
                .map(DeadLetter::id)
                .toList();
    }
}
