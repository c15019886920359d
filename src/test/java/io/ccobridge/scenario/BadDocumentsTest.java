package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.Databases;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Documents that Procore should never send: kept whole, shown with the field, never in the way. */
class BadDocumentsTest extends Scenario {

    /** By the field that is named, the values that it cannot have, as JSON; null: it is missing. */
    private static final Map<String, List<String>> UNREADABLE =
            Map.of(
                    "title", List.of("{\"en\": \"Stairs\"}", "[]", "\"a\\u0001b\"", "\"\\ud83d\""),
                    "number", List.of("true", "[7]"),
                    "description", List.of("{}", "\"bell \\u0007\""),
                    "status", List.of("null", "{}", "1"),
                    "grand_total", List.of("null", "\"12,50\"", "\"NaN\"", "{}"),
                    "created_at", List.of("\"yesterday\"", "17", "\"2026-02-30T00:00:00Z\""),
                    "contract_id", List.of("\"x\"", "1.5", "-3"),
                    "currency_configuration", List.of("\"USD\""));

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of());
    }

    @Test
    void aFieldThatCannotBeReadIsNamedAndTheDocumentIsKeptWholeAndTheOthersGoOn() {
        Map<ProcoreChangeOrder, String> named = new LinkedHashMap<>();
        Map<ProcoreChangeOrder, JsonNode> sent = new LinkedHashMap<>();
        UNREADABLE.forEach(
                (field, values) ->
                        values.forEach(
                                value -> {
                                    ProcoreChangeOrder bad = site.changeOrder("1.00");
                                    ObjectNode document = Document.of(bad);
                                    document.set(field, Json.read(value));
                                    bad.putRaw(Json.writeAscii(document));
                                    named.put(bad, field);
                                    sent.put(bad, document);
                                }));
        for (String field : List.of("title", "number", "status", "grand_total", "contract_id")) {
            ProcoreChangeOrder bad = site.changeOrder("1.00");
            ObjectNode document = Document.of(bad);
            document.remove(field);
            bad.putRaw(Json.writeAscii(document));
            named.put(bad, field);
            sent.put(bad, document);
        }
        ProcoreChangeOrder good = site.changeOrder("2.00");

        assertThat(world.poll().path("errors")).isEmpty();

        named.forEach((bad, field) -> assertNamed(bad, field));
        sent.forEach(
                (bad, document) -> assertThat(world.kept(world.id(bad))).containsExactly(document));
        assertThat(world.state(good)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.poll().path("new").asInt()).isZero();
    }

    @Test
    void linesThatCannotBeReadAreNamed() {
        Map<ProcoreChangeOrder, String> named = new LinkedHashMap<>();
        named.put(site.changeOrder("1.00").putRawLines("{\"data\": [7]}"), "lines[0]");
        named.put(
                site.changeOrder("1.00")
                        .putRawLines(
                                "{\"data\": [{\"id\": \"1\", \"amount\": \"1,00\", \"wbs_code\":"
                                        + " {\"flat_code\": \"03-300.S\"}}]}"),
                "lines[0].amount");
        named.put(site.changeOrder("1.00").putRawLines("{\"data\": \"none\"}"), "lines");
        world.poll();
        named.forEach((bad, field) -> assertNamed(bad, field));
    }

    @Test
    void whatIsOnlyUnusualIsReadForWhatItIs() {
        ProcoreChangeOrder numbers = site.changeOrder("12.50");
        ObjectNode document = Document.of(numbers).put("number", 4711);
        document.put("grand_total", new BigDecimal("12.50"));
        numbers.putRaw(Json.write(document.put("contract_id", "" + numbers.commitment().id())));
        ProcoreChangeOrder title = site.changeOrder("1.50").setTitle("🏗 <Stairs> & \"rails\"");
        world.poll();
        assertThat(world.state(numbers)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.show(numbers).path("number").asText()).isEqualTo("4711");
        world.accept(numbers);
        world.accept(title);
        world.assertSynced(numbers);
        world.assertSynced(title);
        assertThat(
                        world.spectrum
                                .ledger()
                                .changeRequest(world.number(title))
                                .orElseThrow()
                                .value("CR_Description"))
                .isEqualTo("🏗 <Stairs> & \"rails\"");
    }

    @Test
    void aDocumentWithoutAnIdOrThatIsNoObjectIsShownOnceAndLeavesTheOthersAlone() {
        List<String> documents =
                List.of(
                        "[1, 2]",
                        "\"a text\"",
                        "42",
                        "{}",
                        "{\"title\": \"No id\"}",
                        "{\"id\": 99999999999999999999, \"title\": \"Beyond 64 bits\"}");
        Site other = world.site();
        documents.forEach(other.project::putRawChangeOrder);
        ProcoreChangeOrder good = other.changeOrder("3.00");
        int before = world.all().size();
        world.poll();
        world.poll();
        assertThat(world.state(good)).isEqualTo("READY_TO_EXPORT");
        List<JsonNode> bad =
                world.all().stream()
                        .filter(item -> item.path("project_id").asLong() == other.project.id())
                        .filter(item -> item.path("procore_id").isNull())
                        .toList();
        assertThat(world.all()).hasSize(before + documents.size() + 1);
        assertThat(bad)
                .hasSameSizeAs(documents)
                .allSatisfy(
                        item -> {
                            assertThat(item.path("state").asText()).isEqualTo("NEEDS_ATTENTION");
                            assertThat(World.texts(item.path("problems"), "requirement"))
                                    .contains("readable");
                        });
        assertThat(bad)
                .flatExtracting(item -> world.kept(item.path("id").asText()))
                .containsExactlyInAnyOrderElementsOf(documents.stream().map(Json::read).toList());
    }

    @Test
    void aDocumentThatDoesNotParseIsKeptAsItCameAndThoseBesideItAreRead() {
        Site other = world.site();
        String torn = "{\"id\": 1, \"title\": \"torn, \"status\": approved";
        ProcoreChangeOrder before = other.changeOrder("4.00");
        other.project.putRawChangeOrder(torn);
        other.project.putRawChangeOrder("{\"title\": \"behind it\"}");
        world.poll();
        assertThat(world.state(before)).isEqualTo("READY_TO_EXPORT");
        assertThat(world.all())
                .filteredOn(item -> item.path("project_id").asLong() == other.project.id())
                .hasSize(3)
                .filteredOn(item -> item.path("title").isNull())
                .singleElement()
                .satisfies(
                        item -> {
                            assertThat(item.path("state").asText()).isEqualTo("NEEDS_ATTENTION");
                            assertThat(item.at("/problems/0/message").asText())
                                    .startsWith("Procore's field document ");
                            assertThat(world.kept(item.path("id").asText()))
                                    .extracting(JsonNode::textValue)
                                    .containsExactly(torn);
                        });
    }

    private static void assertNamed(ProcoreChangeOrder bad, String field) {
        JsonNode shown = world.show(bad);
        assertThat(shown.path("state").asText()).as(field).isEqualTo("NEEDS_ATTENTION");
        assertThat(shown.path("problems"))
                .as(field)
                .anySatisfy(
                        problem -> {
                            assertThat(problem.path("requirement").asText()).isEqualTo("readable");
                            assertThat(problem.path("message").asText())
                                    .startsWith("Procore's field " + field + " ");
                        });
    }
}
