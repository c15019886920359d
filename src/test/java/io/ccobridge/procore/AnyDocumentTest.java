package io.ccobridge.procore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Project;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever Procore sends becomes exactly one change order, and nothing is lost of it. */
class AnyDocumentTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Project PROJECT = new Project(1, "Any", null, null, null, null);
    private static final List<String> FIELDS =
            List.of(
                    "id",
                    "number",
                    "title",
                    "description",
                    "status",
                    "created_at",
                    "grand_total",
                    "contract_id",
                    "currency_configuration",
                    "currency_iso_code",
                    "lines",
                    "amount",
                    "wbs_code",
                    "flat_code",
                    "updated_at",
                    "errors",
                    "\u0000",
                    "🏗");

    private final DocumentReader reader = new DocumentReader(ZoneOffset.UTC, ".");

    @Property(tries = 500)
    void everyDocumentIsOneChangeOrderWithAKey(
            @ForAll("documents") JsonNode row, @ForAll("lists") JsonNode lines) {
        StoredDocument document = new StoredDocument(row, lines);
        ChangeOrder changeOrder = reader.read(document, PROJECT, null);

        assertThat(changeOrder.key())
                .isEqualTo(DocumentReader.key(Family.CHANGE_ORDERS, row))
                .matches("\\d{1,19}|sha256:[0-9a-f]{64}");
        assertThat(changeOrder.procoreId() == null)
                .isEqualTo(changeOrder.key().startsWith("sha256:"));
        for (String text : Arrays.asList(changeOrder.title(), changeOrder.number())) {
            assertThat(text == null || Characters.firstUncarriable(text).isEmpty()).isTrue();
        }
    }

    @Property(tries = 500)
    void whatIsStoredIsReadAgainAsTheSame(
            @ForAll("documents") JsonNode row, @ForAll("lists") JsonNode lines) {
        StoredDocument document = new StoredDocument(row, lines);
        String text = document.text();
        assertThat(text.chars()).allMatch(character -> character < 0x80);
        assertThat(reader.read(StoredDocument.of(text), PROJECT, null))
                .isEqualTo(reader.read(document, PROJECT, null));
    }

    @Property(tries = 300)
    void aPageIsReadWhateverOneOfItsDocumentsIs(@ForAll("rawDocuments") String document) {
        JsonNode page =
                ProcoreJson.read("[{\"id\": 1}, " + document + ", {\"id\": 3, \"title\": \"x\"}]");
        assertThat(page).hasSize(3);
        assertThat(page.get(0).path("id").asInt()).isEqualTo(1);
        assertThat(page.get(2).path("id").asInt()).isEqualTo(3);
        assertThat(DocumentReader.key(Family.CHANGE_ORDERS, page.get(1))).isNotBlank();
        new StoredDocument(page.get(1), page).text();
    }

    /** As they come over the wire, some of them beyond what a JSON library takes. */
    @Provide
    Arbitrary<String> rawDocuments() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 3000);
        return Arbitraries.oneOf(
                documents().map(Json::writeAscii),
                sizes.map(depth -> "[".repeat(depth) + "]".repeat(depth)),
                sizes.map(depth -> "{\"a\":".repeat(depth) + "1" + "}".repeat(depth)),
                sizes.map(digits -> "{\"id\": 1" + "0".repeat(digits) + "}"),
                sizes.map(exponent -> "{\"grand_total\": 1e" + exponent + "00000000}"),
                sizes.map(exponent -> "{\"grand_total\": -1e-" + exponent + "000000}"),
                Arbitraries.of(
                        "{\"title\": \"a\tb\u0001\"}",
                        "{\"title\": \"\\ud83d\"}",
                        "{}",
                        "null",
                        "\"[\""));
    }

    @Provide
    Arbitrary<JsonNode> documents() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, objects(values())), Tuple.of(1, values()), Tuple.of(1, deep()));
    }

    @Provide
    Arbitrary<JsonNode> lists() {
        return Arbitraries.oneOf(objects(values()).list().ofMaxSize(4).map(this::array), values());
    }

    private Arbitrary<JsonNode> values() {
        return Arbitraries.recursive(
                this::scalars,
                inner ->
                        Arbitraries.oneOf(
                                scalars(),
                                objects(inner),
                                inner.list().ofMaxSize(3).map(this::array)),
                0,
                3);
    }

    private Arbitrary<JsonNode> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.just(JSON.nullNode()),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40))
                        .map(JSON::numberNode),
                Arbitraries.bigDecimals().ofScale(12).map(JSON::numberNode),
                Arbitraries.integers()
                        .map(scale -> JSON.numberNode(new BigDecimal(BigInteger.TEN, scale / 2))),
                Arbitraries.strings().all().ofMaxLength(40).map(JSON::textNode),
                Arbitraries.strings().numeric().ofMaxLength(30).map(JSON::textNode),
                Arbitraries.of(
                                "approved",
                                "Void",
                                "2026-01-02T03:04:05Z",
                                "12.50",
                                "-0.01",
                                "\ud83d",
                                "🏗 <&>",
                                "03-300.S")
                        .map(JSON::textNode));
    }

    private Arbitrary<JsonNode> objects(Arbitrary<JsonNode> values) {
        return Arbitraries.maps(Arbitraries.of(FIELDS), values).ofMaxSize(12).map(this::object);
    }

    private Arbitrary<JsonNode> deep() {
        return Arbitraries.integers()
                .between(1, 990)
                .map(
                        depth -> {
                            JsonNode node = JSON.textNode("deep");
                            for (int level = 0; level < depth; level++) {
                                node = array(List.of(node));
                            }
                            return node;
                        });
    }

    private JsonNode object(Map<String, JsonNode> fields) {
        ObjectNode object = JSON.objectNode();
        object.setAll(fields);
        return object;
    }

    private JsonNode array(List<JsonNode> items) {
        ArrayNode array = JSON.arrayNode();
        array.addAll(items);
        return array;
    }
}
