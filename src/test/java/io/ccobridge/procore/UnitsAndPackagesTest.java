package io.ccobridge.procore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.FieldProblem;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Line;
import io.ccobridge.changeorder.Project;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both kinds of schedule of values, and documents of both lists. */
class UnitsAndPackagesTest {

    private static final Project TOWER =
            new Project(101, "Tower", "24-101", ZoneId.of("UTC"), null, null);

    private final DocumentReader reader = new DocumentReader(ZoneId.of("UTC"), ".");

    private Line line(String fields) {
        JsonNode row =
                Json.read(
                        """
                        {"id": 1, "number": "1", "title": "T", "status": "approved", "contract_id": 7,
                         "grand_total": "1.00", "created_at": "2026-11-20T00:00:00Z"}""");
        JsonNode lines =
                Json.read(
                        "[{\"id\": \"5\", \"wbs_code\": {\"flat_code\": \"03-300.S\"}, "
                                + fields
                                + "}]");
        ChangeOrder changeOrder = reader.read(new StoredDocument(row, lines), TOWER, null);
        assertThat(changeOrder.fieldProblems()).isEmpty();
        return changeOrder.lines().get(0);
    }

    @Test
    void aCountedLineHasTheAmountThatProcoreGivesAndSaysHowItIsCounted() {
        Line line =
                line(
                        """
                        "amount": "-1234.57", "quantity": 100, "unit_cost": "-12.3456789", "uom": "m2",
                        "extended_type": "calculated\"""");
        assertThat(line.amount()).isEqualTo(new BigDecimal("-1234.57"));
        assertThat(line.units())
                .isEqualTo(
                        new Line.Units(
                                new BigDecimal("100"), new BigDecimal("-12.3456789"), "m2", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"amount\": \"1.00\"",
                "\"amount\": \"1.00\", \"quantity\": null, \"unit_cost\": null, \"uom\": null",
                "\"amount\": \"1.00\", \"quantity\": 0, \"unit_cost\": \"0.0\", \"uom\": \"\"",
                "\"amount\": \"1.00\", \"quantity\": \"many\", \"unit_cost\": {}",
                "\"amount\": \"1.00\", \"quantity\": 1e999, \"unit_cost\": []"
            })
    void aLineThatIsNotCountedHasNoUnitsAndUnitsThatCannotBeReadHoldNothingBack(String fields) {
        assertThat(line(fields).units()).isNull();
    }

    @Test
    void quantitiesDoNotChangeWhatIsApproved() {
        String some = "\"amount\": \"10.00\", \"quantity\": 2, \"unit_cost\": \"5.00\"";
        String others = "\"amount\": \"10.00\", \"quantity\": 5, \"unit_cost\": \"2.00\"";
        assertThat(fingerprint(line(some))).isEqualTo(fingerprint(line(others)));
    }

    private static String fingerprint(Line line) {
        return Fingerprint.of(
                new ChangeOrder(
                        TOWER,
                        "1",
                        1L,
                        "1",
                        "T",
                        null,
                        "approved",
                        null,
                        BigDecimal.TEN,
                        "USD",
                        7L,
                        null,
                        java.util.List.of(line),
                        java.util.List.of()));
    }

    private ChangeOrder ofPackage(String document) {
        return reader.read(StoredDocument.ofPackage(Json.read(document)), TOWER, null);
    }

    @Test
    void aPackageIsReadWithTheLinesThatStandInItAndTheirTotalsAreTheAmounts() {
        ChangeOrder changeOrder =
                ofPackage(
                        """
                        {"id": 453, "contract_id": 7, "number": "003", "title": "Steel", "description": null,
                         "status": "Approved", "grand_total": "60.0", "created_at": "2026-11-20T00:00:00Z",
                         "type": "CommitmentContractChangeOrder",
                         "line_items": [{"id": 453927, "quantity": "30.0", "uom": "lbs", "unit_cost": "2.0",
                           "total_amount": "60.0", "extended_amount": "900.0", "description": "Extra",
                           "wbs_code": {"id": 9, "flat_code": "05-500.M"}}]}""");
        assertThat(changeOrder.fieldProblems()).isEmpty();
        assertThat(changeOrder.key()).isEqualTo("package:453");
        assertThat(changeOrder.packageId()).isEqualTo(453);
        assertThat(changeOrder.approved()).isTrue();
        Line line = changeOrder.lines().get(0);
        assertThat(line.id()).isEqualTo("453927");
        assertThat(line.amount()).isEqualByComparingTo("60");
        assertThat(line.costType()).isEqualTo("M");
        assertThat(line.units().quantity()).isEqualByComparingTo("30");
        assertThat(line.units().unit()).isEqualTo("lbs");
    }

    @Test
    void ofALineOfAPackageThatCannotBeReadTheFieldIsNamed() {
        ChangeOrder changeOrder =
                ofPackage(
                        """
                        {"id": 453, "contract_id": 7, "number": "003", "title": "Steel", "status": "approved",
                         "grand_total": "60.0", "created_at": "2026-11-20T00:00:00Z",
                         "line_items": [{"id": 1, "total_amount": "much"}]}""");
        assertThat(changeOrder.fieldProblems())
                .extracting(FieldProblem::field)
                .containsExactly("lines[0].total_amount");
        assertThat(ofPackage("{\"id\": 453}").fieldProblems())
                .extracting(FieldProblem::field)
                .contains("lines");
    }

    @Test
    void whatIsKeptOfAPackageIsReadAsAPackageAgain() {
        StoredDocument document =
                StoredDocument.ofPackage(Json.read("{\"id\": 5, \"line_items\": [{\"id\": 1}]}"));
        assertThat(StoredDocument.of(document.text())).isEqualTo(document);
        assertThat(document.text()).contains("\"lines\":[{\"id\":1}]").doesNotContain("line_items");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"legacy_package_id\": 8, \"batch_id\": 9', 8",
        "'\"legacy_package_id\": null, \"batch_id\": 9', 9",
        "'\"legacy_package_id\": null', ",
        "'\"legacy_package_id\": \"x\", \"batch_id\": []', ",
    })
    void aCommitmentChangeOrderNamesItsPackageWhereItCan(String fields, Long packageId) {
        JsonNode row =
                Json.read(
                        """
                        {"id": 1, "number": "1", "title": "T", "status": "approved", "contract_id": 7,
                         "grand_total": "1.00", "created_at": "2026-11-20T00:00:00Z", %s}"""
                                .formatted(fields));
        ChangeOrder changeOrder =
                reader.read(new StoredDocument(row, Json.mapper().createArrayNode()), TOWER, null);
        assertThat(changeOrder.packageId()).isEqualTo(packageId);
        assertThat(changeOrder.fieldProblems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PrimeContractChangeOrder, WorkOrderContract, true",
        "CommitmentContractChangeOrder, PrimeContract, false",
        "ChangeOrderPackage, PrimeContract, true",
        "ChangeOrderPackage, PurchaseOrderContract, false",
        "SomethingNew, WorkOrderContract, false"
    })
    void whatIsThePrimeContractsIsToldByTypeAndByHolderWhereTheTypeSaysNothing(
            String type, String holder, boolean prime) {
        StoredDocument document =
                StoredDocument.ofPackage(
                        Json.read(
                                """
                                {"id": 5, "type": "%s", "line_items": [{"holder": {"holder_type": "%s"}}]}"""
                                        .formatted(type, holder)));
        assertThat(document.isOfPrimeContract()).isEqualTo(prime);
    }
}
