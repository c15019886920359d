package io.ccobridge.sandbox.spectrum;

import static io.ccobridge.sandbox.spectrum.Fault.Kind.FORBIDDEN;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.RESET_AFTER_COMMIT;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.RESET_BEFORE_READING;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.SERVER_ERROR;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.SOAP_FAULT;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.SOAP_FAULT_AFTER_COMMIT;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.UNAUTHORIZED;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.UNAVAILABLE;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.UNAVAILABLE_AFTER_COMMIT;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.UNEXPECTED_WRAPPER;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.UNREADABLE_BODY;
import static io.ccobridge.sandbox.spectrum.Fault.Kind.UNREADABLE_BODY_AFTER_COMMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.SAXException;

class FaultsTest extends WithSandbox {

    private int effects() {
        return spectrum.ledger().effects().size();
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_REQUESTS, 429, 0",
        "UNAVAILABLE, 503, 0",
        "UNAVAILABLE_AFTER_COMMIT, 503, 1",
        "SERVER_ERROR, 500, 0",
        "UNAUTHORIZED, 401, 0",
        "FORBIDDEN, 403, 0",
        "SOAP_FAULT, 500, 0",
        "SOAP_FAULT_AFTER_COMMIT, 500, 1"
    })
    void anHttpErrorSaysNothingAboutTheEffect(Fault.Kind kind, int status, int effects)
            throws Exception {
        spectrum.faults().next(Fault.of(kind));
        assertThat(client.change().status()).isEqualTo(status);
        assertThat(effects()).isEqualTo(effects);
        assertThat(spectrum.ledger().calls().get(0).fault()).isEqualTo(kind);
        assertThat(client.change().entries()).as("the next call is good again").isEmpty();
    }

    @Test
    void tooManyRequestsSayWhenToComeBack() throws Exception {
        spectrum.faults().next(Fault.tooManyRequests(Duration.ofSeconds(7)));
        assertThat(client.change().headers()).containsEntry("Retry-After", "7");
    }

    @Test
    void aSoapFaultIsTheOneThatIsSeenUnderLoad() throws Exception {
        spectrum.faults().next(Fault.of(SOAP_FAULT));
        Client.Response response = client.change();
        assertThat(response.texts("faultcode")).containsExactly("SOAP-ENV:Server");
        assertThat(response.texts("faultstring")).containsExactly("Error executing Web Service");
    }

    @Test
    void aConnectionResetBeforeReadingHasNoEffect() {
        spectrum.faults().next(Fault.of(RESET_BEFORE_READING));
        assertThatThrownBy(() -> client.change()).isInstanceOf(SocketException.class);
        assertThat(effects()).isZero();
        assertThat(spectrum.ledger().calls())
                .singleElement()
                .satisfies(
                        c -> {
                            assertThat(c.status()).isZero();
                            assertThat(c.committed()).isFalse();
                            assertThat(c.request()).isNull();
                        });
    }

    @Test
    void aConnectionResetAfterTheCommitHasItsEffect() {
        spectrum.faults().next(Fault.of(RESET_AFTER_COMMIT));
        assertThatThrownBy(() -> client.change()).isInstanceOf(SocketException.class);
        assertThat(effects()).isEqualTo(1);
        assertThat(spectrum.ledger().calls().get(0).committed()).isTrue();
    }

    @Test
    void aTimeOutAfterTheCommitHasItsEffectAtOnce() throws Exception {
        spectrum.faults().next(Fault.timeoutAfterCommit(Duration.ofMinutes(1)));
        try (Client impatient = new Client(spectrum, Timeout.ofMilliseconds(300))) {
            assertThatThrownBy(() -> impatient.change()).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aSlowCallIsWorkedOnLateEvenWhenTheClientHasGone() throws Exception {
        spectrum.faults().next(Fault.slow(Duration.ofMillis(600)));
        try (Client impatient = new Client(spectrum, Timeout.ofMilliseconds(200))) {
            assertThatThrownBy(() -> impatient.change()).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(effects()).isZero();
        assertThat(spectrum.ledger().calls()).isEmpty();
        await().untilAsserted(() -> assertThat(effects()).isEqualTo(1));
    }

    @Test
    void slowComesOnTopOfAnotherFault() throws Exception {
        spectrum.faults().always(Fault.slow(Duration.ofMillis(100)));
        spectrum.faults().next(Fault.of(SERVER_ERROR));
        Instant before = Instant.now();
        assertThat(client.change().status()).isEqualTo(500);
        assertThat(client.change().status()).isEqualTo(200);
        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(199));
    }

    @ParameterizedTest
    @CsvSource({"UNREADABLE_BODY, 0", "UNREADABLE_BODY_AFTER_COMMIT, 1"})
    void anUnreadableBodyBreaksOffWithStatus200(Fault.Kind kind, int effects) throws Exception {
        spectrum.faults().next(Fault.of(kind));
        Client.Response response = client.change();
        assertThat(response.status()).isEqualTo(200);
        assertThatThrownBy(response::xml).isInstanceOf(SAXException.class);
        assertThat(effects()).isEqualTo(effects);
    }

    @Test
    void vendorsBreakOffToo() throws Exception {
        spectrum.faults().next(Fault.of(UNREADABLE_BODY).onMethod("vendors"));
        spectrum.faults().next(Fault.of(UNREADABLE_BODY_AFTER_COMMIT).onMethod("vendors"));
        assertThat(client.vendors("").body()).startsWith("[{").doesNotEndWith("]");
        assertThat(client.vendors("").body()).startsWith("[{").doesNotEndWith("]");
    }

    @Test
    void anUnexpectedWrapperIsReadableAndHasItsEffect() throws Exception {
        spectrum.faults().next(Fault.of(UNEXPECTED_WRAPPER));
        Client.Response response = client.change();
        assertThat(response.texts("nis:TestConnectionResponse")).hasSize(1);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void anErrorEntryStandsForTheService() throws Exception {
        spectrum.faults().next(Fault.abort());
        spectrum.faults().next(Fault.locked("I"));
        spectrum.faults().next(Fault.expiredGuid("E"));
        assertThat(client.change().entries()).containsExactly("A Authorization_ID");
        Client.Response locked = client.change();
        assertThat(locked.entries()).containsExactly("I Change_Request_Number");
        assertThat(locked.texts("desc").get(0)).contains("locked");
        Client.Response expired = client.change();
        assertThat(expired.entries()).containsExactly("E GUID");
        assertThat(expired.texts("desc")).containsExactly("Time out has occurred");
        assertThat(effects()).isZero();
    }

    @Test
    void anErrorEntryOfAGetServiceIsARow() throws Exception {
        spectrum.faults().next(Fault.abort());
        Client.Response response = client.getJob();
        assertThat(response.texts("Error_Code")).containsExactly("A");
        assertThat(response.texts("Job_Number")).containsExactly("");
    }

    @Test
    void anErrorEntryLeavesTheVendorsAlone() throws Exception {
        spectrum.faults().always(Fault.abort());
        assertThat(client.vendors("").status()).isEqualTo(200);
    }

    @Test
    void aFaultOnAPhaseHitsNoOther() throws Exception {
        spectrum.faults()
                .always(Fault.invalid("CR_Phase_Code", "Phase is on hold").onPhase("033000"));
        assertThat(client.change().entries()).containsExactly("I CR_Phase_Code");
        assertThat(client.change("CR_Phase_Code", "051200").entries()).isEmpty();
    }

    @Test
    void aFaultOnAChangeRequestHitsNoOtherAlsoWhenItIsAReset() throws Exception {
        spectrum.faults().always(Fault.of(RESET_BEFORE_READING).onChangeRequest("S001-003"));
        assertThat(client.change().entries()).isEmpty();
        assertThatThrownBy(() -> client.change("Change_Request_Number", "S001-003"))
                .isInstanceOf(SocketException.class);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aFaultOnAMethodHitsNoOther() throws Exception {
        spectrum.faults().always(Fault.of(FORBIDDEN).onMethod("GetPhase"));
        assertThat(client.getPhase().status()).isEqualTo(403);
        assertThat(client.getJob().status()).isEqualTo(200);
        assertThat(client.change().status()).isEqualTo(200);
    }

    @Test
    void aFaultStrikesUntilItIsSwitchedOff() throws Exception {
        Faults.Active fault = spectrum.faults().always(Fault.of(UNAVAILABLE));
        assertThat(client.change().status()).isEqualTo(503);
        assertThat(client.change().status()).isEqualTo(503);
        assertThat(fault.hits()).isEqualTo(2);
        fault.off();
        assertThat(client.change().status()).isEqualTo(200);
    }

    @Test
    void faultsStrikeInTheOrderInWhichTheyWereSwitchedOn() throws Exception {
        spectrum.faults().next(Fault.of(UNAVAILABLE_AFTER_COMMIT), 2);
        spectrum.faults().next(Fault.of(UNAUTHORIZED));
        spectrum.faults().next(Fault.of(SOAP_FAULT_AFTER_COMMIT));
        assertThat(client.change().status()).isEqualTo(503);
        assertThat(client.change().status()).isEqualTo(503);
        assertThat(client.change().status()).isEqualTo(401);
        spectrum.faults().clear();
        assertThat(client.change().status()).isEqualTo(200);
    }

    @Test
    void aRefusedCallHasNoEffectAlsoWhenAFaultFollowsTheCommit() throws Exception {
        spectrum.faults().next(Fault.of(UNAVAILABLE_AFTER_COMMIT));
        client.change("Job_Number", "NONE");
        assertThat(spectrum.ledger().calls().get(0).committed()).isFalse();
        assertThat(effects()).isZero();
    }
}
