package io.ccobridge.procore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.FieldProblem;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Project;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {

    private static final Project NEW_YORK =
            new Project(101, "Harbor Tower", "24-101", ZoneId.of("America/New_York"), null, null);
    private static final Project NOWHERE = new Project(102, "School", "24-102", null, null, null);

    private final DocumentReader reader = new DocumentReader(ZoneId.of("Asia/Tokyo"), ".");

    private static ObjectNode row() {
        return (ObjectNode)
                Json.read(
                        """
                        {"id": 998877, "number": "002", "title": "Added footing", "description": "More concrete",
                         "status": "approved", "contract_id": 7001, "grand_total": "12500.00",
                         "created_at": "2026-11-21T03:30:00Z",
                         "currency_configuration": {"currency_iso_code": "USD"}}""");
    }

    private static JsonNode lines() {
        return Json.read(
                """
                [{"id": "1", "wbs_code": {"flat_code": "03-300.S"}, "amount": "12500.00", "description": "Footing"}]""");
    }

    private ChangeOrder read(JsonNode row, JsonNode lines) {
        return reader.read(new StoredDocument(row, lines), NEW_YORK, null);
    }

    private ChangeOrder withField(String field, String json) {
        ObjectNode row = row();
        row.set(field, Json.read(json));
        return read(row, lines());
    }

    private ChangeOrder withAmount(String json) {
        ObjectNode line = (ObjectNode) lines().get(0);
        line.set("amount", Json.read(json));
        return read(row(), Json.mapper().createArrayNode().add(line));
    }

    @Test
    void aDocumentAsDocumentedIsReadWhole() {
        ChangeOrder changeOrder = read(row(), lines());
        assertThat(changeOrder.fieldProblems()).isEmpty();
        assertThat(changeOrder.key()).isEqualTo("998877");
        assertThat(changeOrder.procoreId()).isEqualTo(998877);
        assertThat(changeOrder.number()).isEqualTo("002");
        assertThat(changeOrder.title()).isEqualTo("Added footing");
        assertThat(changeOrder.total()).isEqualTo(new BigDecimal("12500.00"));
        assertThat(changeOrder.currency()).isEqualTo("USD");
        assertThat(changeOrder.commitmentId()).isEqualTo(7001);
        assertThat(changeOrder.lines())
                .containsExactly(
                        new Line(
                                "1",
                                "03-300.S",
                                "03-300",
                                "S",
                                new BigDecimal("12500.00"),
                                "Footing"));
    }

    @Test
    void theDayIsTakenInTheZoneOfTheProject() {
        assertThat(read(row(), lines()).dateCreated()).isEqualTo(LocalDate.of(2026, 11, 20));
    }

    @Test
    void theDayIsTakenInTheSettingsZoneWhereTheProjectHasNone() {
        ChangeOrder changeOrder = reader.read(new StoredDocument(row(), lines()), NOWHERE, null);
        assertThat(changeOrder.dateCreated()).isEqualTo(LocalDate.of(2026, 11, 21));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-10-19T12:17:31-07:00",
                "2020-10-19T12:17:31-0700",
                "2020-10-19T19:17:31Z",
                "2020-10-19T19:17:31.246562Z",
                "2020-10-19"
            })
    void momentsAreReadWithAnyOffsetAndFraction(String moment) {
        assertThat(withField("created_at", "\"" + moment + "\"").dateCreated())
                .isEqualTo(LocalDate.of(2020, 10, 19));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"soon\"",
                "1603135051",
                "\"12/01/2026\"",
                "{}",
                "\"+99999-01-01T00:00:00Z\""
            })
    void aDateThatIsNoneIsNamed(String json) {
        assertThat(withField("created_at", json).fieldProblems())
                .extracting(FieldProblem::field)
                .containsExactly("created_at");
    }

    @Test
    void aNumberWhereATextIsDocumentedIsReadWhenItIsWhole() {
        assertThat(withField("number", "45").number()).isEqualTo("45");
        assertThat(withField("number", "45.0").fieldProblems())
                .containsExactly(
                        new FieldProblem("number", "is a number, where a text is expected"));
    }

    @Test
    void aNumberIsNoStatus() {
        ChangeOrder changeOrder = withField("status", "1");
        assertThat(changeOrder.status()).isNull();
        assertThat(changeOrder.fieldProblems())
                .containsExactly(
                        new FieldProblem("status", "is a number, where a text is expected"));
    }

    @Test
    void aTextWhereANumberIsDocumentedIsReadWhenItIsOne() {
        assertThat(withField("id", "\"998877\"").procoreId()).isEqualTo(998877);
        assertThat(withField("contract_id", "7001.0").commitmentId()).isEqualTo(7001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "1e999",
                "\"12345678901234567890\"",
                "1.5",
                "-3",
                "0",
                "\"SC-1\"",
                "true",
                "[]",
                "null"
            })
    void anIdThatIsNoneIsNamedAndTheDocumentIsKnownByItsHash(String json) {
        ChangeOrder changeOrder = withField("id", json);
        assertThat(changeOrder.procoreId()).isNull();
        assertThat(changeOrder.key()).matches("sha256:[0-9a-f]{64}");
        assertThat(changeOrder.fieldProblems())
                .extracting(FieldProblem::field)
                .containsExactly("id");
    }

    @Test
    void anIdBeyond32BitsIsRead() {
        assertThat(withField("id", "9223372036854775807").procoreId()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "number",
                "title",
                "status",
                "contract_id",
                "grand_total",
                "created_at"
            })
    void aMissingFieldIsNamed(String field) {
        ObjectNode row = row();
        row.remove(field);
        assertThat(read(row, lines()).fieldProblems())
                .containsExactly(new FieldProblem(field, "is missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "'Bell \\u0007 rings',U+0007, 5",
        "'half \\ud83d',U+D83D, 5",
        "'\\ufffe',U+FFFE, 0"
    })
    void aCharacterThatXmlCannotCarryIsNamed(String title, String character, String others) {
        ChangeOrder changeOrder = withField("title", "\"" + title + "\"");
        assertThat(changeOrder.title()).isNull();
        assertThat(changeOrder.fieldProblems())
                .containsExactly(
                        new FieldProblem(
                                "title",
                                "holds a character that cannot be sent to Spectrum: "
                                        + character
                                        + ", after "
                                        + others
                                        + " others"));
    }

    @Test
    void emojiAndMarkupAreOrdinaryText() {
        assertThat(withField("title", "\"\\ud83c\\udfd7 <b> & co\"").title())
                .isEqualTo("🏗 <b> & co");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"-12345.6789\"', -12345.6789",
        "'\"100.250\"', 100.250",
        "'12500.5', 12500.5",
        "'1e3', 1000",
        "'\"+7\"', 7",
        "'\"99999999999999999999.0000000001\"', 99999999999999999999.0000000001",
        "'\"1.000000000000000\"', 1"
    })
    void amountsAreExact(String json, BigDecimal amount) {
        ChangeOrder changeOrder = withAmount(json);
        assertThat(changeOrder.fieldProblems()).isEmpty();
        assertThat(changeOrder.lines().get(0).amount()).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1,000.00\"",
                "\"$5\"",
                "\"\"",
                "\"1e3\"",
                "\"100000000000000000000\"",
                "\"0.00000000001\"",
                "1e21",
                "1e-11",
                "1e999999999",
                "null",
                "[]",
                "false"
            })
    void anAmountThatIsNoneIsNamedWithItsLine(String json) {
        ChangeOrder changeOrder = withAmount(json);
        assertThat(changeOrder.lines().get(0).amount()).isNull();
        assertThat(changeOrder.fieldProblems())
                .extracting(FieldProblem::field)
                .containsExactly("lines[0].amount");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "03-300.S,03-300,S",
                "SJ1.03.300.S,SJ1.03.300,S",
                "03-300,null,null",
                "03-300.,null,null",
                ".S,null,null"
            },
            nullValues = "null")
    void theCostTypeStandsBehindTheLastDelimiter(String flat, String costCode, String costType) {
        JsonNode lines =
                Json.read(
                        "[{\"id\":\"1\",\"amount\":\"1\",\"wbs_code\":{\"flat_code\":\""
                                + flat
                                + "\"}}]");
        Line line = read(row(), lines).lines().get(0);
        assertThat(line.wbsCode()).isEqualTo(flat);
        assertThat(line.costCode()).isEqualTo(costCode);
        assertThat(line.costType()).isEqualTo(costType);
    }

    @Test
    void linesThatCouldNotBeHadAreNamedWithWhatProcoreSaid() {
        assertThat(read(row(), Json.read("{\"errors\": \"Forbidden\"}")).fieldProblems())
                .containsExactly(
                        new FieldProblem("lines", "could not be read from Procore: Forbidden"));
    }

    @Test
    void aLineThatIsNoObjectIsNamedAndTheOthersAreRead() {
        ChangeOrder changeOrder =
                read(row(), Json.mapper().createArrayNode().add(7).add(lines().get(0)));
        assertThat(changeOrder.lines()).hasSize(1);
        assertThat(changeOrder.fieldProblems())
                .containsExactly(
                        new FieldProblem("lines[0]", "is a number, where an object is expected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"approved\"", "null", "true"})
    void aDocumentThatIsNoObjectIsAChangeOrderToo(String json) {
        ChangeOrder changeOrder = read(Json.read(json), lines());
        assertThat(changeOrder.key()).startsWith("sha256:");
        assertThat(changeOrder.fieldProblems())
                .extracting(FieldProblem::field)
                .contains("document");
    }

    @Test
    void theOrderOfFieldsDoesNotChangeTheHash() {
        assertThat(Digest.of(Json.read("{\"a\":1,\"b\":{\"c\":2,\"d\":3}}")))
                .isEqualTo(Digest.of(Json.read("{\"b\":{\"d\":3,\"c\":2},\"a\":1}")))
                .isNotEqualTo(Digest.of(Json.read("{\"a\":1,\"b\":{\"c\":2,\"d\":4}}")));
    }

    @Test
    void theStoredDocumentIsReadAgainAsItWas() {
        StoredDocument document = new StoredDocument(row(), lines());
        assertThat(reader.read(StoredDocument.of(document.text()), NEW_YORK, null))
                .isEqualTo(reader.read(document, NEW_YORK, null));
    }

    @Test
    void everyRailsNameLeadsToAZone() {
        assertThat(TimeZones.of("Eastern Time (US & Canada)"))
                .contains(ZoneId.of("America/New_York"));
        assertThat(TimeZones.of(null, "Europe/Berlin")).contains(ZoneId.of("Europe/Berlin"));
        assertThat(TimeZones.of("Middle Earth", "Kyiv")).contains(ZoneId.of("Europe/Kiev"));
        assertThat(TimeZones.of("Middle Earth", null)).isEmpty();
        assertThat(List.copyOf(TimeZones.railsNames()))
                .hasSizeGreaterThan(150)
                .allSatisfy(name -> assertThat(TimeZones.of(name)).as(name).isPresent());
    }
}
