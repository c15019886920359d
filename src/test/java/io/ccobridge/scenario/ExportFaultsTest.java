package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Effect;
import io.ccobridge.sandbox.spectrum.Entry;
import io.ccobridge.sandbox.spectrum.Fault;
import io.ccobridge.sandbox.spectrum.Fault.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Whatever Spectrum does to a call: each sum is held to the cent, and never twice. */
class ExportFaultsTest extends Scenario {

    private static final int MAX_ATTEMPTS = 4;

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(
                engine,
                Map.of(
                        "spectrum.timeout",
                        "400ms",
                        "export.retry.max-attempts",
                        Integer.toString(MAX_ATTEMPTS)));
    }

    /** What goes wrong twice, and what the attempts are then said to have come to. */
    private static Map<Fault, String> passing() {
        return Map.ofEntries(
                entry(Fault.of(Kind.UNAVAILABLE), "transient"),
                entry(Fault.of(Kind.UNAVAILABLE_AFTER_COMMIT), "transient"),
                entry(Fault.of(Kind.SERVER_ERROR), "transient"),
                entry(Fault.tooManyRequests(Duration.ofSeconds(1)), "transient"),
                entry(Fault.of(Kind.SOAP_FAULT), "transient"),
                entry(Fault.of(Kind.SOAP_FAULT_AFTER_COMMIT), "transient"),
                entry(Fault.locked("I"), "transient"),
                entry(Fault.locked("A"), "transient"),
                entry(Fault.of(Kind.RESET_AFTER_COMMIT), "unknown"),
                entry(Fault.timeoutAfterCommit(Duration.ofSeconds(1)), "unknown"),
                entry(Fault.slow(Duration.ofSeconds(1)), "unknown"),
                entry(Fault.of(Kind.UNREADABLE_BODY), "unknown"),
                entry(Fault.of(Kind.UNREADABLE_BODY_AFTER_COMMIT), "unknown"),
                entry(Fault.of(Kind.UNEXPECTED_WRAPPER), "unknown"));
    }

    @Test
    void afterAFaultThatPassesEverySumIsHeldOnceAndTheAttemptsTellOfIt() {
        Map<ProcoreChangeOrder, Fault> struck = new LinkedHashMap<>();
        passing().keySet().forEach(fault -> struck.put(twoSums(), fault));
        world.poll();
        struck.forEach(
                (change, fault) -> {
                    next(fault.onChangeRequest(world.number(change)), 2);
                    world.accept(change);
                });
        struck.forEach(
                (change, fault) -> {
                    String outcome = passing().get(fault);
                    world.assertSynced(change);
                    assertThat(world.outcomes(change))
                            .as("%s", fault)
                            .containsExactly(outcome, outcome, "accepted", "accepted");
                    assertThat(world.show(change).path("attempts")).hasSize(4);
                });
    }

    @Test
    void aConnectionThatIsResetLeavesAnUnknownOutcomeAndTheSameCallGoesAgain() {
        ProcoreChangeOrder change = twoSums();
        world.poll();
        next(Fault.of(Kind.RESET_BEFORE_READING), 2);
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.outcomes(change))
                .containsExactly("unknown", "unknown", "accepted", "accepted");
    }

    @Test
    void whatIsRepeatedIsTheSameKeyWithTheSamePayload() {
        ProcoreChangeOrder change = twoSums();
        world.poll();
        next(Fault.of(Kind.RESET_AFTER_COMMIT).onChangeRequest(world.number(change)), 3);
        world.accept(change);
        world.assertSynced(change);
        assertThat(effects(change)).hasSize(5).extracting(Effect::line).doesNotContainNull();
        assertThat(
                        world.calls(change).stream()
                                .limit(MAX_ATTEMPTS)
                                .map(call -> call.request().replaceAll("<GUID>[^<]*", ""))
                                .distinct())
                .hasSize(1);
    }

    @Test
    void anExpiredSessionIsRenewedAtOnceAndCountsAsNoAttempt() {
        ProcoreChangeOrder change = twoSums();
        world.poll();
        next(Fault.expiredGuid("A").onChangeRequest(world.number(change)), 1);
        world.accept(change);
        world.assertSynced(change);
        assertThat(world.outcomes(change)).containsExactly("transient", "accepted", "accepted");
        assertThat(world.item(change).path("attempts").asInt()).isEqualTo(1);
        List<String> guids =
                world.calls(change).stream()
                        .map(call -> call.request().replaceAll("(?s).*<GUID>([^<]*).*", "$1"))
                        .toList();
        assertThat(guids.get(1)).isNotEqualTo(guids.get(0)).isEqualTo(guids.get(2));
    }

    @Test
    void aBusinessErrorIsADeadLetterAtOnceWithColumnAndText() {
        for (Entry refusal :
                List.of(
                        new Entry("I", "Phase is closed", "CR_Phase_Code"),
                        new Entry("M", "Customer is missing", "Customer_Code"))) {
            ProcoreChangeOrder change = twoSums();
            world.poll();
            next(Fault.errorEntry(refusal).onChangeRequest(world.number(change)), 1);
            world.accept(change);
            world.eventually(change, "FAILED_TO_EXPORT");

            JsonNode letter = world.deadLetter(change);
            assertThat(letter.path("category").asText()).isEqualTo("business");
            assertThat(letter.path("column").asText()).isEqualTo(refusal.column());
            assertThat(letter.path("message").asText()).isEqualTo(refusal.description());
            assertThat(letter.path("amount").asText()).isEqualTo(change.total());
            assertThat(world.outcomes(change)).containsExactly("business");
            assertThat(effects(change)).isEmpty();
            String whole =
                    world.admin().get("/dead-letters/" + letter.path("id").asText()).toString();
            assertThat(whole)
                    .contains("<Change_Request_Number>" + world.number(change))
                    .contains(refusal.description())
                    .doesNotContain(world.spectrum.authorizationId());
        }
    }

    @Test
    void aRefusalWithoutEndIsADeadLetterToo() {
        ProcoreChangeOrder change = twoSums();
        world.poll();
        Entry endless = new Entry("I", "closed ".repeat(20_000), "CR_Phase_Code".repeat(100));
        next(Fault.errorEntry(endless).onChangeRequest(world.number(change)), 1);
        world.accept(change);
        world.eventually(change, "FAILED_TO_EXPORT");

        assertThat(world.deadLetter(change).path("column").asText())
                .hasSizeLessThan(endless.column().length())
                .startsWith("CR_Phase_Code");
        assertThat(world.outcomes(change)).containsExactly("business");
        assertThat(world.show(change).path("attempts").get(0).path("response").asText())
                .hasSizeLessThan(101_000)
                .contains("(cut here; the answer has 14");
    }

    @Test
    void afterTheLastAttemptItIsADeadLetterOfTheLastCategory() {
        ProcoreChangeOrder busy = twoSums();
        ProcoreChangeOrder mute = twoSums();
        world.poll();
        always(Fault.of(Kind.UNAVAILABLE).onChangeRequest(world.number(busy)));
        always(Fault.of(Kind.RESET_AFTER_COMMIT).onChangeRequest(world.number(mute)));
        world.accept(busy);
        world.accept(mute);
        world.eventually(busy, "FAILED_TO_EXPORT");
        world.eventually(mute, "FAILED_TO_EXPORT");

        assertThat(world.deadLetter(busy).path("category").asText()).isEqualTo("transient");
        assertThat(world.deadLetter(mute).path("category").asText()).isEqualTo("unknown");
        for (ProcoreChangeOrder failed : List.of(busy, mute)) {
            assertThat(world.calls(failed)).hasSize(MAX_ATTEMPTS);
            assertThat(world.item(failed).path("attempts").asInt()).isEqualTo(MAX_ATTEMPTS);
        }
        assertThat(effects(busy)).isEmpty();
        assertThat(world.audit(mute)).isEmpty();
    }

    private static ProcoreChangeOrder twoSums() {
        return site.changeOrder("Stairs", line("05-500.S", "120.35"), line("03-300.M", "-20.30"));
    }

    private static void next(Fault fault, int times) {
        world.spectrum.faults().next(fault.onMethod("ARChangeRequest"), times);
    }

    private static void always(Fault fault) {
        world.spectrum.faults().always(fault.onMethod("ARChangeRequest"));
    }

    private static List<Effect> effects(ProcoreChangeOrder changeOrder) {
        String number = world.number(changeOrder);
        return world.spectrum.ledger().effects().stream()
                .filter(effect -> effect.changeRequest().number().equals(number))
                .toList();
    }
}
