package io.ccobridge.scenario;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.ChangeRequest;
import io.ccobridge.sandbox.spectrum.ReceivedCall;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** The way of a change order that nothing goes wrong with. */
class ApprovalTest extends Scenario {

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of());
    }

    @Test
    void whatIsApprovedInProcoreIsParkedAcceptedAndHeldBySpectrumToTheCent() {
        ProcoreChangeOrder footing =
                site.changeOrder(
                        "Added footing",
                        line("03-300.S", "12500.10"),
                        line("05-500.S", "-740.05"),
                        line("03-300.S", "0.20"),
                        line("03-300.M", "7.77"),
                        line("05-500.S", "40.05"));
        world.poll();
        JsonNode parked = world.show(footing);
        assertThat(parked.path("state").asText()).isEqualTo("READY_TO_EXPORT");
        assertThat(parked.path("total").asText()).isEqualTo("11808.07").isEqualTo(footing.total());
        assertThat(parked.path("problems")).isEmpty();
        assertThat(world.calls(footing)).isEmpty();

        world.accept(footing);

        world.assertSynced(footing);
        assertThat(world.spectrum.ledger().amounts(parked.path("change_request_number").asText()))
                .isEqualTo(
                        Map.of(
                                "03300 S", new BigDecimal("12500.30"),
                                "03300 M", new BigDecimal("7.77"),
                                "05500 S", new BigDecimal("-700.00")));
        assertThat(world.calls(footing)).hasSize(3);
        JsonNode decision =
                world.history(footing).stream()
                        .filter(entry -> entry.path("to").asText().equals("ACCEPTED"))
                        .findFirst()
                        .orElseThrow();
        assertThat(decision.at("/detail/sums"))
                .as("money is a text in the history too")
                .allMatch(sum -> sum.path("amount").isTextual());
    }

    @Test
    void thePreviewIsExactlyWhatIsSentButForWhatIsSecretOrDrawnAnew() {
        ProcoreChangeOrder rails =
                site.changeOrder(
                                "Rails & <posts>",
                                line("05-500.S", "310.00"),
                                line("03-300.L", "1.00"))
                        .setDescription("Östliche Treppe 🏗, as agreed");
        world.poll();
        JsonNode preview = world.admin().get("/change-orders/" + world.id(rails) + "/preview");
        world.accept(rails);
        world.assertSynced(rails);

        List<String> sent =
                world.calls(rails).stream().map(ReceivedCall::request).map(this::unveiled).toList();
        assertThat(World.texts(preview.path("calls"), "request"))
                .map(this::unveiled)
                .containsExactlyElementsOf(sent);
        assertThat(World.texts(preview.path("calls"), "amount")).containsExactly("1.00", "310.00");
        assertThat(preview.path("change_request_number").asText()).isEqualTo(world.number(rails));
        assertThat(preview.toString()).doesNotContain(world.spectrum.authorizationId());
    }

    private String unveiled(String request) {
        return request.replaceAll("<(GUID|Authorization_ID)>[^<]*", "<$1>");
    }

    @Test
    void theDayIsTheOneOfTheProjectsTimeZone() {
        Instant lateEvening =
                Instant.now()
                        .truncatedTo(ChronoUnit.DAYS)
                        .minus(9, ChronoUnit.DAYS)
                        .plusSeconds(2 * 3600);
        LocalDate day = lateEvening.atZone(ZoneId.of("America/New_York")).toLocalDate();
        assertThat(day).isNotEqualTo(LocalDate.ofInstant(lateEvening, ZoneId.of("UTC")));
        ProcoreChangeOrder night = site.changeOrder("250.00").setTimes(lateEvening, Instant.now());
        world.pollAndAccept(night);
        world.assertSynced(night);
        assertThat(world.show(night).path("date_created").asText()).isEqualTo(day.toString());
        assertThat(held(night).lines().get(0).value("Sub_Change_Order_Date"))
                .isEqualTo(day.format(DateTimeFormatter.ofPattern("MM/dd/yyyy")));
    }

    @Test
    void theApproversNumberDescriptionAndDateAreThoseThatSpectrumGets() {
        ProcoreChangeOrder change = site.changeOrder("99.99");
        world.poll();
        LocalDate date = LocalDate.now().minusDays(3);
        world.move(
                        world.admin(),
                        change,
                        "accept",
                        "change_request_number",
                        "HAND-7",
                        "description",
                        "By our own hand",
                        "accounting_date",
                        date.toString())
                .good();
        world.assertSynced(change);
        assertThat(world.number(change)).isEqualTo("HAND-7");
        assertThat(held(change).value("CR_Description")).isEqualTo("By our own hand");
        assertThat(held(change).lines().get(0).value("Sub_Change_Order_Date"))
                .isEqualTo(date.format(DateTimeFormatter.ofPattern("MM/dd/yyyy")));
    }

    @Test
    void historyAndCsvTellOfIt() {
        ProcoreChangeOrder told = site.changeOrder("Told, \"twice\"", line("09-900.S", "-5.50"));
        world.pollAndAccept(told);
        world.assertSynced(told);

        assertThat(world.history(told))
                .extracting(entry -> entry.path("by").asText() + " " + entry.path("to").asText())
                .containsExactly("system READY_TO_EXPORT", "approver ACCEPTED", "system SYNCED");
        String csv = world.admin().tryGet("/change-orders.csv?view=synced").text();
        assertThat(csv.lines())
                .anySatisfy(
                        row ->
                                assertThat(row)
                                        .contains("\"Told, \"\"twice\"\"\"")
                                        .contains(",-5.50,")
                                        .contains(world.number(told)));
    }

    @Test
    void whatIsNotApprovedYetIsNotTaken() {
        ProcoreChangeOrder draft = site.changeOrder("1.00").setStatus("pending");
        world.poll();
        assertThat(world.all()).noneMatch(item -> item.path("procore_id").asLong() == draft.id());
        draft.approve();
        world.poll();
        assertThat(world.state(draft)).isEqualTo("READY_TO_EXPORT");
    }

    @Test
    void theSameNumberOfTwoChangeOrdersNeverBecomesOneChangeRequest() {
        ProcoreChangeOrder one = site.changeOrder("10.00").setNumber("1-777");
        ProcoreChangeOrder other = site.changeOrder("20.00").setNumber("2-777");
        world.pollAndAccept(one, other);
        world.assertSynced(one);
        world.assertSynced(other);
        assertThat(world.number(one)).isNotEqualTo(world.number(other));
    }

    private static ChangeRequest held(ProcoreChangeOrder changeOrder) {
        return world.spectrum.ledger().changeRequest(world.number(changeOrder)).orElseThrow();
    }
}
