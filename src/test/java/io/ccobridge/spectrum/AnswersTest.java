package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.spectrum.Answer.Accepted;
import io.ccobridge.spectrum.Answer.Misconfigured;
import io.ccobridge.spectrum.Answer.Rejected;
import io.ccobridge.spectrum.Answer.SessionExpired;
import io.ccobridge.spectrum.Answer.Transient;
import io.ccobridge.spectrum.Answer.Unknown;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.camel.CamelExecutionException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final String ENVELOPE_START =
            "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\">"
                    + "<SOAP-ENV:Header/><SOAP-ENV:Body>";
    private static final String ENVELOPE_END = "</SOAP-ENV:Body></SOAP-ENV:Envelope>";

    // ---- accepted

    @Test
    void theRightWrapperWithoutAComplaintIsAccepted() {
        assertThat(read(200, put(""))).isEqualTo(new Accepted(""));
        assertThat(read(202, put(""))).isEqualTo(new Accepted(""));
        assertThat(read(200, body("<x:ARChangeRequestResponse xmlns:x=\"urn:x\"/>")))
                .isEqualTo(new Accepted(""));
        assertThat(read(200, "\uFEFF\n" + put("") + "\n")).isEqualTo(new Accepted(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "S", "W", "g"})
    void informationIsKeptAndDoesNotHinder(String code) {
        assertThat(read(200, put(entry(code, "Made S001-002", "Change_Request_Number"))))
                .isEqualTo(new Accepted("Change_Request_Number: Made S001-002"));
    }

    @Test
    void anEntryWithoutCodeAndTextIsTheEndOfARowOfAGetService() {
        assertThat(
                        Answers.read(
                                "GetJob",
                                200,
                                body(
                                        "<GetJobResponse><r><Job_Number>1</Job_Number><Error_Code/>"
                                                + "<Error_Description/><Error_Column/></r></GetJobResponse>")))
                .isEqualTo(new Accepted(""));
    }

    @Test
    void anEntryWithAColumnOnlyIsToldByIt() {
        assertThat(read(200, put(entry("G", "", "GUID")))).isEqualTo(new Accepted("GUID"));
    }

    // ---- rejected

    @ParameterizedTest
    @ValueSource(strings = {"I", "M"})
    void anInvalidOrMissingValueIsRejectedWithItsColumn(String code) {
        assertThat(read(200, put(entry(code, "Phase is not on job", "CR_Phase_Code"))))
                .isEqualTo(new Rejected(code, "CR_Phase_Code", "Phase is not on job"));
    }

    @Test
    void aRejectionIsOneUnderWhateverStatus() {
        assertThat(read(400, put(entry("I", "Wrong", "GUID")))).isInstanceOf(Rejected.class);
        assertThat(read(500, put(entry("I", "Wrong", "GUID")))).isInstanceOf(Rejected.class);
    }

    @Test
    void elementNamesOfGetServicesAreReadToo() {
        assertThat(
                        Answers.read(
                                "GetPhase",
                                200,
                                body(
                                        "<GetPhaseResponse><r><Error_Code>I</Error_Code>"
                                                + "<Error_Description>No such job</Error_Description>"
                                                + "<Error_Column>pJob_Number</Error_Column></r></GetPhaseResponse>")))
                .isEqualTo(new Rejected("I", "pJob_Number", "No such job"));
    }

    // ---- misconfigured

    @ParameterizedTest
    @ValueSource(strings = {"A", "E", " a "})
    void aServiceThatIsNotAuthorisedIsMisconfigured(String code) {
        assertThat(read(200, put(entry(code, "Not authorised", ""))))
                .isEqualTo(new Misconfigured("Not authorised"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 403, 404, 405, 410})
    void aStatusThatOnlyAnAdministratorCanMendIsMisconfigured(int status) {
        assertThat(read(status, put(""))).isInstanceOf(Misconfigured.class);
        assertThat(read(status, null)).isInstanceOf(Misconfigured.class);
    }

    // ---- transient

    @Test
    void aFaultIsTransient() {
        assertThat(read(200, fault("Error executing Web Service")))
                .isEqualTo(
                        new Transient(
                                "Spectrum answered with a fault: Error executing Web Service",
                                true));
        assertThat(read(500, fault("Error executing Web Service"))).isInstanceOf(Transient.class);
    }

    @ParameterizedTest
    @CsvSource({"429,", "500,", "502, <html>Bad gateway", "503, busy", "599,"})
    void aBusyOrBrokenServerMayHaveCarriedOutTheCall(int status, String body) {
        assertThat(read(status, body).perhapsTaken()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"429,", "500,", "502, <html>Bad gateway", "503, busy", "599,"})
    void aBusyOrBrokenServerIsTransient(int status, String body) {
        assertThat(read(status, body)).isInstanceOf(Transient.class);
    }

    @Test
    void theRightWrapperUnderAServerErrorIsNoSuccess() {
        assertThat(read(500, put(""))).isInstanceOf(Transient.class);
        assertThat(read(400, put(""))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "M", "A", "E", "X", ""})
    void somethingLockedWasNotCarriedOutUnderWhateverCode(String code) {
        assertThat(read(200, put(entry(code, "Job is locked", ""))).perhapsTaken()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "M", "A", "E", "X", ""})
    void somethingLockedIsTransientUnderWhateverCode(String code) {
        assertThat(read(200, put(entry(code, "Record is LOCKED by user", "Job_Number"))))
                .isInstanceOf(Transient.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Vendor is blocked", "Field was unlocked"})
    void aWordThatOnlyHoldsLockedIsNotOne(String text) {
        assertThat(read(200, put(entry("I", text, "")))).isInstanceOf(Rejected.class);
    }

    // ---- session expired

    @ParameterizedTest
    @ValueSource(strings = {"I", "M", "A", "E", "G", "X", ""})
    void aTimeOutOfTheGuidIsOneUnderWhateverCode(String code) {
        assertThat(read(200, put(entry(code, "Time out has occurred", "GUID"))))
                .isEqualTo(new SessionExpired("GUID: Time out has occurred"));
        assertThat(read(500, fault("Time out has occurred")))
                .isEqualTo(new SessionExpired("Time out has occurred"));
    }

    // ---- unknown

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "OK",
                "{}",
                "<a/>",
                "<Envelope/>",
                "<Envelope><Body/></Envelope>",
                "<Envelope><Body><ARChangeRequestResponse/><Other/></Body></Envelope>",
                "<Envelope><Body><ARChangeRequestResponse/></Body><Body><X/></Body></Envelope>",
                "<Envelope><Header><ARChangeRequestResponse/></Header></Envelope>",
                "<Envelope><Body><ARChangeRequestResponse></Body></Envelope>",
                "<Envelope><Body><ARChangeRequestResponse/></Body></Envelope>x",
                "<Envelope><Body><ARChangeRequestResponse>Sorry</ARChangeRequestResponse></Body></Envelope>",
                "<Envelope><Body><ARChangeRequestResponse><error_code><b>I</b></error_code>"
                        + "</ARChangeRequestResponse></Body></Envelope>",
                "<Envelope><Body><arChangeRequestResponse/></Body></Envelope>",
                "<html><body>Welcome</body></html>"
            })
    void aSuccessStatusWithoutTheRightWrapperIsUnknown(String body) {
        assertThat(read(200, body)).isInstanceOf(Unknown.class);
    }

    @Test
    void anAnswerToAnotherMethodIsUnknown() {
        assertThat(read(200, body("<UpdateSubcontractResponse/>")))
                .isEqualTo(
                        new Unknown(
                                "Spectrum answered something else: UpdateSubcontractResponse to"
                                        + " ARChangeRequest."));
    }

    @Test
    void noBodyIsUnknown() {
        assertThat(read(200, null)).isInstanceOf(Unknown.class);
        assertThat(read(204, null)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 400, 418, 600})
    void anUnexpectedStatusIsUnknown(int status) {
        assertThat(read(status, put(""))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"desc", "Error_Description"})
    void aTextWithoutACodeIsNoSuccess(String element) {
        String response = "<response><" + element + ">Phase is closed</" + element + "></response>";
        assertThat(read(200, put(response))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "IM", ""})
    void anUnexpectedCodeIsUnknown(String code) {
        assertThat(read(200, put(entry(code, "Something", "")))).isInstanceOf(Unknown.class);
    }

    // ---- several entries

    @ParameterizedTest
    @CsvSource({
        "I, wrong, A, not authorised, Misconfigured",
        "G, fine, M, missing, Rejected",
        "I, wrong, I, locked, Rejected",
        "X, odd, I, wrong, Rejected",
        "X, odd, I, locked, Unknown",
        "G, fine, I, locked, Transient",
        "A, not authorised, I, Time out has occurred, SessionExpired"
    })
    void theGravestEntryDecidesAndEveryMessageIsKept(
            String code, String text, String otherCode, String otherText, String expected) {
        String one = entry(code, text, "One");
        String other = entry(otherCode, otherText, "Two");

        for (String entries : new String[] {one + other, other + one}) {
            Answer answer = read(200, put(entries));

            assertThat(answer.getClass().getSimpleName()).isEqualTo(expected);
            assertThat(answer.message()).contains("One: " + text, "Two: " + otherText);
        }
    }

    @Test
    void aSecondCodeInOneEntryIsNotOverlooked() {
        assertThat(
                        read(
                                200,
                                put(
                                        "<response><error_code>G</error_code><error_code>I</error_code>"
                                                + "</response>")))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void aMessageWithoutEndIsCut() {
        assertThat(read(200, put(entry("I", "x".repeat(5_000), ""))).message()).hasSize(2_000);
    }

    @Test
    void theNameOfAColumnWithoutEndIsCutToWhatIsKept() {
        Rejected rejected =
                (Rejected) read(200, put(entry("I", "No such phase", "X".repeat(5_000))));

        assertThat(rejected.column()).hasSize(50);
        assertThat(rejected.message()).isEqualTo("No such phase");
    }

    // ---- hostile answers

    @Test
    void aDocumentTypeIsNotRead() {
        String external =
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                        + put(entry("I", "&e;", ""));
        String many =
                "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                        + put(entry("I", "&b;", ""));

        assertThat(read(200, external)).isInstanceOf(Unknown.class);
        assertThat(read(200, many)).isInstanceOf(Unknown.class);
    }

    @Test
    void elementsNestedWithoutEndAreNotRead() {
        assertThat(read(200, put("<a>".repeat(100_000)))).isInstanceOf(Unknown.class);
    }

    @Property
    void anyBytesAreAnAnswerAndNeverAnAcceptedOne(
            @ForAll @Size(max = 200) byte[] bytes, @ForAll @IntRange(max = 700) int status) {
        Answer answer = read(status, new String(bytes, StandardCharsets.UTF_8));

        assertThat(answer).isNotNull().isNotInstanceOf(Accepted.class);
        assertThat(answer.message()).isNotBlank();
    }

    @Property
    void aPartOfAnAnswerIsNeverAccepted(@ForAll @IntRange(max = 400) int length) {
        String whole = put(entry("G", "Made S001-002", "Change_Request_Number"));
        String part = whole.substring(0, Math.min(length, whole.length() - 1));

        assertThat(read(200, part)).isInstanceOf(Unknown.class);
    }

    @Property
    void anAnswerIsAcceptedOnlyWithTheRightWrapperAndHarmlessCodes(
            @ForAll("wrappers") String wrapper,
            @ForAll @From("codes") String code,
            @ForAll @IntRange(min = 200, max = 299) int status) {
        Answer answer =
                read(
                        status,
                        body("<" + wrapper + ">" + entry(code, "", "") + "</" + wrapper + ">"));

        boolean accepted =
                wrapper.equals("ARChangeRequestResponse") && "GSW".contains(code.toUpperCase());
        assertThat(answer instanceof Accepted).isEqualTo(accepted);
    }

    @Provide
    Arbitrary<String> wrappers() {
        return Arbitraries.of(
                "ARChangeRequestResponse",
                "ARChangeRequest",
                "Response",
                "Fault",
                "GetJobResponse");
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.strings().alpha().ofMaxLength(1);
    }

    // ---- exceptions

    static Stream<Exception> notSent() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new ConnectTimeoutException("Connect timed out"),
                new ConnectionRequestTimeoutException("Timeout deadline"),
                new NoRouteToHostException("No route"),
                new UnknownHostException("spectrum.example"),
                new SSLHandshakeException("certificate has expired"),
                new SSLPeerUnverifiedException("another host"));
    }

    @ParameterizedTest
    @MethodSource("notSent")
    void whatProvablyNeverReachedSpectrumIsTransient(Exception thrown) {
        assertThat(Answers.failure(thrown)).isInstanceOf(Transient.class);
        assertThat(Answers.failure(new CamelExecutionException("", null, thrown)).message())
                .isEqualTo("Spectrum cannot be reached: " + thrown.getMessage());
    }

    static Stream<Exception> perhapsSent() {
        return Stream.of(
                new SocketTimeoutException("Read timed out"),
                new SocketException("Connection reset"),
                new NoHttpResponseException("failed to respond"),
                new SSLException("closed"),
                new IOException((String) null),
                new IOException(" "),
                new IllegalStateException());
    }

    @ParameterizedTest
    @MethodSource("perhapsSent")
    void everyOtherExceptionLeavesTheOutcomeUnknown(Exception thrown) {
        assertThat(Answers.failure(thrown)).isInstanceOf(Unknown.class);
        assertThat(Answers.failure(thrown).message()).doesNotEndWith(": ");
    }

    @Test
    void aRingOfCausesEnds() {
        IllegalStateException one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));

        assertThat(Answers.failure(one)).isInstanceOf(Unknown.class);
    }

    @Test
    void aCallWithoutAccessTokenMeansWhatTheTokenServiceSaid() {
        assertThat(Answers.failure(new RuntimeException(new NotSent(new Misconfigured("expired")))))
                .isEqualTo(new Misconfigured("expired"));
    }

    @Test
    void everyAnswerHasTheCategoryOfTheLifecycle() {
        assertThat(
                        Stream.of(
                                        new Accepted(""),
                                        new Rejected("I", "", ""),
                                        new Misconfigured(""),
                                        new Transient(""),
                                        new SessionExpired(""),
                                        new Unknown(""))
                                .map(Answer::category))
                .containsExactly(
                        "accepted",
                        "business",
                        "configuration",
                        "transient",
                        "transient",
                        "unknown");
    }

    private static Answer read(int status, String body) {
        return Answers.read("ARChangeRequest", status, body);
    }

    private static String put(String entries) {
        return body(
                "<nis:ARChangeRequestResponse"
                        + " xmlns:nis=\"http://www.northgate-is.com/proiv/webservices/types\">"
                        + "<returnArray><returnData>"
                        + entries
                        + "</returnData></returnArray></nis:ARChangeRequestResponse>");
    }

    private static String entry(String code, String text, String column) {
        return "<response><error_code>%s</error_code><desc>%s</desc><column>%s</column></response>"
                .formatted(code, text, column);
    }

    private static String fault(String text) {
        return body(
                "<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>"
                        + text
                        + "</faultstring></SOAP-ENV:Fault>");
    }

    private static String body(String content) {
        return ENVELOPE_START + content + ENVELOPE_END;
    }
}
