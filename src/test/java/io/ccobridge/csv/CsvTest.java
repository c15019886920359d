package io.ccobridge.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+49",
                "-5",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF201"
            })
    void aTextThatWouldBeAFormulaIsNoneAndIsReadBackAsItWas(String text) {
        assertThat(Csv.text(text)).isEqualTo("'" + text);
        assertThat(Csv.read(Csv.text(text))).isEqualTo(text);
    }

    @Test
    void anAmountStaysANumberAndAnyOtherTextWhatItIs() {
        assertThat(
                        Csv.line(
                                Arrays.asList(
                                        new BigDecimal("-12.50"),
                                        -3,
                                        new Csv.Plain("-7.00"),
                                        new Csv.Plain(null),
                                        null,
                                        "-7.00",
                                        "Acme, \"Inc\"",
                                        "'quoted'")))
                .isEqualTo("-12.50,-3,-7.00,,,'-7.00,\"Acme, \"\"Inc\"\"\",'quoted'\r\n");
        assertThat(Csv.read("'quoted'")).isEqualTo("'quoted'");
    }
}
