package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.Databases;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a document holds, the bridge has it once, in one state, and the poll goes on. */
class AnyDocumentTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DOCUMENTS_A_POLL = 40;

    /** Not the status: what is not approved when it is first seen is rightly left alone. */
    private static final List<String> FIELDS =
            List.of(
                    "id",
                    "number",
                    "title",
                    "description",
                    "created_at",
                    "grand_total",
                    "contract_id",
                    "currency_configuration");

    private static final Map<Databases.Engine, World> WORLDS =
            new EnumMap<>(Databases.Engine.class);

    @BeforeContainer
    static void open() {
        for (Databases.Engine engine : Databases.Engine.values()) {
            WORLDS.put(engine, World.on(engine, Map.of()));
        }
    }

    @AfterContainer
    static void close() {
        WORLDS.values().forEach(World::close);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void everyDocumentEndsInExactlyOneState(
            @ForAll("changes") List<Map<String, JsonNode>> changes) {
        WORLDS.values().forEach(world -> everyDocumentEndsInOneStateOf(world, changes));
    }

    private static void everyDocumentEndsInOneStateOf(
            World world, List<Map<String, JsonNode>> changes) {
        Site site = world.site();
        for (int i = 0; i < changes.size(); i++) {
            ProcoreChangeOrder changeOrder = site.changeOrder("1.00");
            ObjectNode document = Document.of(changeOrder);
            document.setAll(changes.get(i));
            // two documents without a readable id are one only when they are the same
            document.put("reference", i);
            changeOrder.putRaw(Json.writeAscii(document));
        }
        JsonNode run = world.poll();

        assertThat(run.path("state").asText()).isEqualTo("done");
        assertThat(run.path("seen").asInt()).isGreaterThanOrEqualTo(changes.size());
        List<JsonNode> kept =
                World.items(
                        world.admin()
                                .get("/change-orders?per_page=200&project=" + site.project.id()));
        assertThat(kept)
                .hasSameSizeAs(changes)
                .allSatisfy(
                        item ->
                                assertThat(item.path("state").asText())
                                        .isIn("NEEDS_ATTENTION", "READY_TO_EXPORT"))
                .allSatisfy(
                        item ->
                                assertThat(item.path("problems").isEmpty())
                                        .isEqualTo(
                                                item.path("state")
                                                        .asText()
                                                        .equals("READY_TO_EXPORT")))
                .allSatisfy(item -> assertThat(world.kept(item.path("id").asText())).isNotEmpty());
        assertThat(world.poll().path("new").asInt()).isZero();
    }

    @Provide
    Arbitrary<List<Map<String, JsonNode>>> changes() {
        return Arbitraries.maps(Arbitraries.of(FIELDS), values())
                .ofMaxSize(3)
                .list()
                .ofSize(DOCUMENTS_A_POLL);
    }

    /** What stands in a field; never what could be read as an id. */
    private Arbitrary<JsonNode> values() {
        return Arbitraries.oneOf(
                Arbitraries.just(JSON.nullNode()),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TWO.pow(63), BigInteger.TEN.pow(40))
                        .map(JSON::numberNode),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ONE.negate(), BigDecimal.TEN)
                        .ofScale(12)
                        .filter(number -> number.stripTrailingZeros().scale() > 0)
                        .map(JSON::numberNode),
                Arbitraries.strings().all().ofMaxLength(40).map(JSON::textNode),
                Arbitraries.of("2026-01-02T03:04:05Z", "12.50", "-0.001", "\ud83d", "🏗 <&>")
                        .map(JSON::textNode),
                Arbitraries.just(JSON.arrayNode().add(1)),
                Arbitraries.just(JSON.objectNode().put("flat_code", "03-300.S")));
    }
}
