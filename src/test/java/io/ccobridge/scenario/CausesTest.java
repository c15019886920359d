package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Fault;
import io.ccobridge.sandbox.spectrum.Fault.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** An admin finds out why exports failed, and decides about those that wait for another attempt. */
class CausesTest extends Scenario {

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        // what is put off stays put off, unless somebody brings it forward
        open(engine, Map.of("export.retry.first-delay", "10m", "export.retry.max-attempts", "3"));
    }

    @Test
    void aCauseIsToldWithItsFixAndCanBeNotedAndPassedOn() {
        ProcoreChangeOrder failed = accepted(Fault.invalid("CR_Phase_Code", "Phase is complete"));
        world.eventually(failed, "FAILED_TO_EXPORT");
        JsonNode letter = world.deadLetter(failed);
        assertThat(letter.path("fix_in").asText()).isEqualTo("spectrum");
        assertThat(letter.at("/suggestion/cause").asText()).isEqualTo("phase-complete");
        assertThat(letter.path("code").asText()).isEqualTo("I");
        assertThat(letter.path("http_status").asInt()).isEqualTo(200);

        String group = "/dead-letters/groups/" + letter.path("group").asText();
        Documented.fits("listDeadLetterGroups", world.admin().get("/dead-letters/groups"));
        Documented.fits("listDeadLetters", world.admin().get("/dead-letters"));
        JsonNode noted = world.admin().put(group + "/note", Map.of("note", "Bob opens it"));
        assertThat(noted.at("/note/note").asText()).isEqualTo("Bob opens it");
        assertThat(noted.path("link").asText()).isEqualTo("/api/v1" + group);
        assertThat(world.as(Role.VIEWER).get(group).at("/trend/last_hour").asInt()).isEqualTo(1);
        assertThat(world.as(Role.APPROVER).tryDelete(group + "/note").status()).isEqualTo(403);
        assertThat(world.admin().tryDelete(group + "/note").status()).isEqualTo(204);
        assertThat(world.admin().get(group).path("note").isNull()).isTrue();
        world.admin().put(group + "/note", Map.of("note", "Opened at ten"));

        String number = world.number(failed);
        assertThat(found("q=" + number.toLowerCase())).isEqualTo(1);
        assertThat(found("fix_in=spectrum&vendor=acme&job=" + site.job() + "&min_amount=100"))
                .isEqualTo(1);
        assertThat(found("fix_in=procore")).isZero();
        assertThat(world.admin().tryGet("/dead-letters?min_amount=x").status()).isEqualTo(400);
        assertThat(world.admin().tryGet("/dead-letters.csv?category=business").text())
                .contains("The phase is complete", number, "Opened at ten");

        replay(letter.path("id").asText());
        world.assertSynced(failed);
        JsonNode emptied = Documented.fits("getDeadLetterGroup", world.admin().get(group));
        assertThat(emptied.path("count").asInt()).isZero();
        assertThat(emptied.path("note").isNull()).isTrue();
        assertThat(emptied.at("/earlier_notes/0/note").asText()).isEqualTo("Opened at ten");
    }

    @Test
    void everyAttemptIsToldWithStatusCodeAndACommandThatRepeatsIt() {
        ProcoreChangeOrder waits = accepted(Fault.of(Kind.SOAP_FAULT));
        JsonNode attempt = attempts(waits, 1).get(0);
        assertThat(attempt.path("http_status").asInt()).isEqualTo(500);
        assertThat(attempt.path("code").asText()).isEqualTo("SOAP-ENV:Server");
        assertThat(attempt.path("position").asInt()).isEqualTo(1);
        assertThat(attempt.path("next_attempt_reason").asText())
                .startsWith("1st failure: about 10 min");
        assertThat(attempt.path("curl").asText())
                .contains(world.spectrum.url() + "/ws/ARChangeRequest")
                .contains("<Authorization_ID>'\"${SPECTRUM_AUTHORIZATION_ID:?}\"'</")
                .doesNotContain(world.spectrum.authorizationId());
        assertThat(world.show(waits).path("next_attempt_reason").asText())
                .startsWith("1st failure: about 10 min");
        assertThat(world.item(waits).has("curl")).isFalse();
    }

    @Test
    void whatWaitsIsTriedNowWhenAnAdminSaysSoAndCountsOnce() {
        ProcoreChangeOrder waits = accepted(Fault.of(Kind.UNAVAILABLE));
        attempts(waits, 1);
        assertThat(tryNow(world.as(Role.APPROVER), waits).status()).isEqualTo(403);
        JsonNode tried = Documented.fits("tryNow", tryNow(world.admin(), waits).good());
        assertThat(tried.path("id").asText()).isEqualTo(world.id(waits));
        world.assertSynced(waits);
        assertThat(world.outcomes(waits)).containsExactly("transient", "accepted");
        assertThat(world.item(waits).path("attempts").asInt()).isEqualTo(2);
        assertThat(world.history(waits))
                .extracting(entry -> entry.path("reason").asText())
                .contains("Its next attempt was brought forward to now.");
        assertThat(tryNow(world.admin(), waits).status()).isEqualTo(409);
    }

    @Test
    void whatIsNotTriedAnyMoreIsADeadLetterThatWarnsOfWhatMayStandInSpectrum() {
        ProcoreChangeOrder waits = accepted(Fault.of(Kind.RESET_AFTER_COMMIT));
        attempts(waits, 1);
        String stop = "/change-orders/" + world.id(waits) + "/stop-trying";
        assertThat(world.admin().tryPost(stop, Map.of()).status()).isEqualTo(422);
        assertThat(
                        world.admin()
                                .post(stop, Map.of("reason", "Entered by hand"))
                                .path("state")
                                .asText())
                .isEqualTo("FAILED_TO_EXPORT");
        assertThat(world.admin().tryPost(stop, Map.of("reason", "again")).status()).isEqualTo(409);

        JsonNode listed = world.deadLetter(waits);
        assertThat(listed.path("category").asText()).isEqualTo("unknown");
        assertThat(listed.path("outcome_unknown").asBoolean()).isTrue();
        JsonNode letter =
                Documented.fits(
                        "getDeadLetter",
                        world.admin().get("/dead-letters/" + listed.path("id").asText()));
        assertThat(letter.path("warnings"))
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.path("kind").asText()).isEqualTo("outcome-unknown");
                            assertThat(warning.path("amount").asText()).isEqualTo("120.35");
                            assertThat(warning.path("message").asText())
                                    .contains(world.number(waits), "would be overwritten");
                        });
        replay(listed.path("id").asText());
        world.assertSynced(waits);
    }

    private static ProcoreChangeOrder accepted(Fault fault) {
        ProcoreChangeOrder change = site.changeOrder("Stairs", line("05-500.S", "120.35"));
        world.poll();
        world.spectrum
                .faults()
                .next(fault.onMethod("ARChangeRequest").onChangeRequest(world.number(change)), 1);
        world.accept(change);
        return change;
    }

    private static JsonNode attempts(ProcoreChangeOrder changeOrder, int ended) {
        world.eventually(
                () ->
                        assertThat(world.outcomes(changeOrder))
                                .hasSize(ended)
                                .doesNotContain("under way"));
        return world.show(changeOrder).path("attempts");
    }

    private static Api.Answer tryNow(Api caller, ProcoreChangeOrder changeOrder) {
        return caller.tryPost("/change-orders/" + world.id(changeOrder) + "/try-now", null);
    }

    private static int found(String query) {
        return World.items(world.admin().get("/dead-letters?" + query)).size();
    }

    private static void replay(String letter) {
        world.admin()
                .post(
                        "/dead-letters/replays",
                        Map.of("ids", java.util.List.of(letter), "reason", "The cause is gone"));
    }
}
