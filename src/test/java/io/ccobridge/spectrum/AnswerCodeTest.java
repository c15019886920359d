package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCodeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            <R><r><error_code>I</error_code><desc>x</desc></r></R>                       | I
            <R><r><Error_Code> M </Error_Code></r></R>                                   | M
            <R><r><error_code>I</error_code></r><r><error_code>M</error_code></r></R>    | I, M
            <R><r><error_code>I</error_code></r><r><error_code>I</error_code></r></R>    | I
            <Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>x</faultstring></Fault> | SOAP-ENV:Server
            <R/>                                                                         |
            <R><r><error_code/></r></R>                                                  |
            """)
    void isThatOfEachEntryOrOfTheFault(String inTheBody, String code) {
        assertThat(
                        AnswerCode.of(
                                "<E:Envelope xmlns:E=\"e\"><E:Body>"
                                        + inTheBody
                                        + "</E:Body></E:Envelope>"))
                .as("a name without its prefix is enough")
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "<html>", "no XML", "<a/>"})
    void thereIsNoneInWhatCannotBeRead(String body) {
        assertThat(AnswerCode.of(body)).isNull();
        assertThat(AnswerCode.of(null)).isNull();
    }
}
