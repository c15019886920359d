package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Silence;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.CamelExecutionException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SilencesTest {

    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of(
                        new ConnectException("Connection refused"), "connection refused", true),
                Arguments.of(new ConnectException("Network is unreachable"), "no connection", true),
                Arguments.of(new ConnectTimeoutException("x"), "no connection in time", true),
                Arguments.of(new NoRouteToHostException("x"), "no route to it", true),
                Arguments.of(new UnknownHostException("x"), "its name is not known", true),
                Arguments.of(new SSLHandshakeException("x"), "no secure connection", true),
                Arguments.of(
                        new NotSent(new Answer.Transient("Spectrum gave no access token")),
                        "it gives no access token",
                        true),
                Arguments.of(new SocketTimeoutException("x"), "no answer in time", false),
                Arguments.of(
                        new SocketException("Connection reset"), "the connection breaks", false),
                Arguments.of(new NoHttpResponseException("x"), "the connection breaks", false));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whatWasThrownInPlaceOfAnAnswerIsToldInWords(
            Exception thrown, String words, boolean beforeSending) {
        assertThat(Silences.in(0, thrown)).contains(new Silence(words, beforeSending));
        assertThat(Silences.in(0, new CamelExecutionException("", null, thrown)))
                .contains(new Silence(words, beforeSending));
    }

    @Test
    void theCauseThatProvesThatNothingWasSentDecides() {
        IOException wrapped = new IOException("x", new ConnectException("Connection refused"));
        assertThat(Silences.in(0, wrapped)).contains(new Silence("connection refused", true));
        ConnectTimeoutException timeout = new ConnectTimeoutException("x");
        timeout.initCause(new SocketTimeoutException("Connect timed out"));
        assertThat(Silences.in(0, timeout)).contains(new Silence("no connection in time", true));
    }

    @Test
    void aFaultOfOurOwnIsNoSilence() {
        assertThat(Silences.in(0, new IllegalStateException("x"))).isEmpty();
        assertThat(Silences.in(0, new ConnectionRequestTimeoutException("x"))).isEmpty();
        assertThat(Silences.in(0, new InterruptedIOException("x"))).isEmpty();
        assertThat(Silences.in(0, new NotSent(new Answer.Misconfigured("expired")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "503, busy, HTTP status 503",
        "500, , HTTP status 500",
        "502, <html>Bad gateway, HTTP status 502",
        "200, , the answers are empty",
        "200, <html>We are back soon, something else answers in its place"
    })
    void whatDidNotComeFromSpectrumIsSilence(int status, String body, String words) {
        assertThat(Silences.in(status, body)).contains(new Silence(words, false));
    }

    @ParameterizedTest
    @CsvSource({
        "200, <soap:Envelope><soap:Body>",
        "500, <SOAP-ENV:Envelope><SOAP-ENV:Body><SOAP-ENV:Fault/>",
        "429, slow down",
        "400, what",
        "401, <html>"
    })
    void anAnswerOfSpectrumIsNoneAFaultOrABrokenOneNeither(int status, String body) {
        assertThat(Silences.in(status, body)).isEmpty();
    }
}
