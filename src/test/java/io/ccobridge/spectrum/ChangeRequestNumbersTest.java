package io.ccobridge.spectrum;

import static io.ccobridge.spectrum.ChangeRequestNumbers.changeRequestNumbers;
import static io.ccobridge.spectrum.ChangeRequestNumbers.check;
import static io.ccobridge.spectrum.ChangeRequestNumbers.subChangeOrderNumbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRequestNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "SC-001, 002, S001-002",
        "SC-1, 2, SSC1-002",
        "7, 12, S007-012",
        "2024-SC-0123, CCO #0045, S123-045",
        "sc-ébé, n° 3, SEBE-0N3",
        "１２３, 4, S123-004"
    })
    void theFirstNumberIsTheLastThreeOfCommitmentAndChangeOrder(
            String commitment, String number, String expected) {
        assertThat(changeRequestNumbers(of(commitment, number)).findFirst()).contains(expected);
    }

    @Test
    void aPurchaseOrderIsToldByItsFirstLetter() {
        ChangeOrder ofPurchaseOrder =
                Examples.changeOrder(
                        "002",
                        Examples.commitment(Commitment.Kind.PURCHASE_ORDER, "PO-9"),
                        List.of());

        assertThat(changeRequestNumbers(ofPurchaseOrder).findFirst()).contains("PPO9-002");
    }

    @Test
    void numbersNeverRunOutAndAreAlwaysTheSame() {
        List<String> numbers = changeRequestNumbers(of("SC-001", "002")).toList();

        assertThat(numbers).hasSizeGreaterThan(10_000).doesNotHaveDuplicates();
        assertThat(changeRequestNumbers(of("SC-001", "002")).toList()).isEqualTo(numbers);
    }

    @Property
    void everyNumberIsOneThatSpectrumTakes(
            @ForAll @StringLength(max = 15) String commitment,
            @ForAll @StringLength(max = 15) String number) {
        assertThat(changeRequestNumbers(of(commitment, number)).limit(100))
                .allMatch(made -> made.matches("[SP][A-Z0-9]+(-[A-Z0-9]+)?") && made.length() <= 8);
        assertThat(subChangeOrderNumbers(of(commitment, number)).limit(100))
                .allMatch(made -> check(made).isEmpty());
    }

    @Test
    void nothingIsMadeOfNothing() {
        assertThat(changeRequestNumbers(of("SC-001", null))).isEmpty();
        assertThat(changeRequestNumbers(of("SC-001", "#"))).isEmpty();
        assertThat(changeRequestNumbers(of(null, "002"))).isEmpty();
        assertThat(changeRequestNumbers(of("", "002"))).isEmpty();
        assertThat(changeRequestNumbers(Examples.changeOrder("002", null, List.of()))).isEmpty();
        assertThat(subChangeOrderNumbers(of(null, null))).isEmpty();
    }

    @Test
    void theSubChangeOrderHasTheChangeOrdersOwnNumberWhereSpectrumCanHoldIt() {
        assertThat(subChangeOrderNumbers(of("SC-001", " 002 ")).limit(2))
                .containsExactly("002", "S001-002");
        assertThat(subChangeOrderNumbers(of("SC-001", "CCO-00002")).findFirst())
                .contains("S001-002");
        assertThat(subChangeOrderNumbers(of("SC-001", "No 2")).findFirst()).contains("S001-NO2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "S001-002", "a.b_c/d-"})
    void aTypedNumberOfUsualCharactersIsTaken(String typed) {
        assertThat(check(typed)).isEmpty();
    }

    @Test
    void aTypedNumberThatSpectrumCannotHoldIsToldWhy() {
        assertThat(check(null)).contains("The number is empty.");
        assertThat(check("  ")).contains("The number is empty.");
        assertThat(check("S001-0022"))
                .contains("The number has 9 characters; Spectrum takes at most 8.");
        assertThat(check("S001 002"))
                .hasValueSatisfying(message -> assertThat(message).contains("letters A to Z"));
        assertThat(check("É1")).isPresent();
        assertThat(check("1\n")).isPresent();
    }

    private static ChangeOrder of(String commitment, String number) {
        return Examples.changeOrder(number, Examples.subcontract(commitment), List.of());
    }
}
