package io.ccobridge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CauseTest {

    private static final Set<String> WORDS_IN_CAPITALS =
            Set.of("HTTP", "SOAP", "XML", "TLS", "SSL", "PKIX", "GUID", "GL", "ID");

    @Test
    void messagesThatDifferOnlyInNumbersStandInOneGroup() {
        assertThat(cause("Change request 17 of job 24-101 is locked."))
                .isEqualTo(cause("Change request 3 of job 9-7 is locked."))
                .extracting(Cause::text)
                .isEqualTo("Change request … of job … is locked.");
    }

    @Test
    void messagesThatDifferOnlyInCodesStandInOneGroup() {
        assertThat(cause("Vendor ACME is not active for cost type S."))
                .isEqualTo(cause("Vendor H2O is not active for cost type 2."));
    }

    @Test
    void messagesThatDifferOnlyInQuotedValuesStandInOneGroup() {
        assertThat(cause("No phase \"Footing, north\" here"))
                .isEqualTo(cause("No phase \"Slab\" here"))
                .isEqualTo(cause("No phase 'Bob's slab' here"));
    }

    @Test
    void amountsAndDatesCountAsOneValueHoweverTheyAreWritten() {
        assertThat(cause("Amount -1,234.50 posted on 11/20/2026 is too large"))
                .isEqualTo(cause("Amount 12.00 posted on 2026-11-20 is too large"));
    }

    @Test
    void aListOfCodesIsOneCauseWhateverItsLength() {
        assertThat(cause("Unknown phases: 010, 020, 030."))
                .isEqualTo(cause("Unknown phases: 010."));
    }

    @Test
    void wordsThatDifferMakeDifferentGroups() {
        assertThat(cause("The phase is complete").group())
                .isNotEqualTo(cause("The phase is unknown").group());
    }

    @Test
    void letterCaseAndSpacesDoNotMakeAnotherGroup() {
        assertThat(cause("Record  is\r\nLocked").group())
                .isEqualTo(cause("record is locked").group());
    }

    @Test
    void anApostropheInsideAWordQuotesNothing() {
        assertThat(cause("The vendor's phase isn't open").text())
                .isEqualTo("The vendor's phase isn't open");
    }

    @Test
    void aMessageAllInCapitalsKeepsItsWords() {
        assertThat(cause("VENDOR 17 NOT ON FILE").text()).isEqualTo("VENDOR … NOT ON FILE");
    }

    @Test
    void wordsThatAreWrittenInCapitalsAreNoCodes() {
        assertThat(cause("Invalid GL Account for job ABC").text())
                .isEqualTo("Invalid GL Account for job …");
        assertThat(cause("11/01/2026 is outside the open A/R dates").text())
                .isEqualTo("… is outside the open A/R dates");
        assertThat(cause("The change request ID-17 of GL-X is locked").text())
                .isEqualTo("The change request … of … is locked");
    }

    @Test
    void oneServerErrorIsNotTheOther() {
        assertThat(cause("Spectrum answered with HTTP status 503.").group())
                .isNotEqualTo(cause("Spectrum answered with HTTP status 500.").group());
        assertThat(cause("Spectrum answered with HTTP status 503.").text())
                .isEqualTo("Spectrum answered with HTTP status 503.");
    }

    @Test
    void anotherColumnIsAnotherGroup() {
        assertThat(Cause.of("business", "CR_Phase_Code", "Invalid value").group())
                .isNotEqualTo(Cause.of("business", "CR_Cost_Type", "Invalid value").group())
                .isNotEqualTo(Cause.of("business", null, "Invalid value").group());
    }

    @Test
    void anotherCategoryIsAnotherGroup() {
        assertThat(Cause.of("transient", null, "Locked").group())
                .isNotEqualTo(Cause.of("unknown", null, "Locked").group());
    }

    @Test
    void theGroupStaysTheSameFromReleaseToRelease() {
        assertThat(Cause.of("business", "CR_Phase_Code", "Phase 010 is not on job 24-101").group())
                .isEqualTo("975a7d9a191cf86c");
    }

    @Test
    void noMessageIsACauseToo() {
        assertThat(Cause.of("unknown", null, null)).isEqualTo(Cause.of("unknown", null, "  "));
    }

    @Property
    void onlyTheWordsAroundTheCodesMakeTheGroup(
            @ForAll("templates") String template,
            @ForAll("codes") String one,
            @ForAll("codes") String other) {
        assertThat(cause(template.replace("?", one)))
                .isEqualTo(cause(template.replace("?", other)));
    }

    @Property
    void whateverSpectrumSaysHasAGroupThatFitsIntoAnAddress(
            @ForAll String column, @ForAll String message) {
        Cause cause = Cause.of("business", column, message);
        assertThat(cause.group()).matches("[0-9a-f]{16}");
        assertThat(cause.text()).hasSizeLessThanOrEqualTo(2000).doesNotContainPattern("\\d");
    }

    @Property
    void columnsThatDifferNeverShareAGroup(
            @ForAll("columns") String one, @ForAll("columns") String other) {
        assertThat(
                        Cause.of("business", one, "Invalid value")
                                .group()
                                .equals(Cause.of("business", other, "Invalid value").group()))
                .isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<String> templates() {
        Arbitrary<String> word =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(2).ofMaxLength(9);
        Arbitrary<String> part = Arbitraries.oneOf(word, word, word, Arbitraries.of("?", "\"?\""));
        return part.list()
                .ofMinSize(2)
                .ofMaxSize(12)
                .map(parts -> "the " + String.join(" ", parts));
    }

    @Provide
    Arbitrary<String> codes() {
        Arbitrary<String> letters =
                Arbitraries.strings()
                        .withCharRange('A', 'Z')
                        .ofMinLength(1)
                        .ofMaxLength(10)
                        .filter(code -> !WORDS_IN_CAPITALS.contains(code));
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> money =
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-9999999999.99"), new BigDecimal("9999999999.99"))
                        .ofScale(2)
                        .map(amount -> String.format(Locale.ROOT, "%,.2f", amount));
        Arbitrary<String> joined =
                Combinators.combine(letters, digits).as((left, right) -> left + "-" + right);
        return Arbitraries.oneOf(letters, digits, money, joined);
    }

    @Provide
    Arbitrary<String> columns() {
        return Arbitraries.of("CR_Phase_Code", "CR_Cost_Type", "Job_Number", "Sub_Amount", "");
    }

    private static Cause cause(String message) {
        return Cause.of("business", "CR_Phase_Code", message);
    }
}
