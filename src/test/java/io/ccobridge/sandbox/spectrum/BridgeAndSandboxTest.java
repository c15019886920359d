package io.ccobridge.sandbox.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.spectrum.Answer;
import io.ccobridge.spectrum.Answers;
import io.ccobridge.spectrum.Envelopes;
import io.ccobridge.spectrum.ReferenceReader;
import io.ccobridge.spectrum.SpectrumSettings;
import io.ccobridge.spectrum.VendorPages;
import io.ccobridge.spectrum.WsdlCheck;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two readings of the same facts, written apart: what the bridge sends and what this one takes. */
class BridgeAndSandboxTest extends WithSandbox {

    private final Envelopes envelopes = new Envelopes(Path.of("config/spectrum"));

    private Answer call() throws Exception {
        Map<String, String> values = Client.good();
        values.remove("Authorization_ID");
        values.remove("GUID");
        String envelope = envelopes.render("ARChangeRequest", values, "SANDBOX-AUTH", "guid-1");
        Client.Response response = client.post("ARChangeRequest", envelope);
        return Answers.read("ARChangeRequest", response.status(), response.body());
    }

    private ReferenceReader reader() {
        return new ReferenceReader(
                new SpectrumSettings(
                        spectrum.url(),
                        spectrum.companyCode(),
                        spectrum.authorizationId(),
                        SpectrumSettings.Auth.NONE,
                        null,
                        null,
                        "CR",
                        "E"),
                envelopes);
    }

    @ParameterizedTest
    @CsvSource({"ARChangeRequest", "GetJob", "GetPhase"})
    void theTemplatesSendWhatTheWsdlAsksFor(String method) throws Exception {
        String wsdl =
                client.execute(client.request("GET", "/wsdls/" + method + ".jws").build()).body();
        assertThat(WsdlCheck.compare(wsdl, method, envelopes.elements(method))).isEmpty();
    }

    @Test
    void aGoodAnswerIsUnderstoodInBothOfItsForms() throws Exception {
        assertThat(call()).isInstanceOf(Answer.Accepted.class);
        spectrum.variants().goodEntry(true);
        assertThat(call()).isInstanceOf(Answer.Accepted.class);
        assertThat(spectrum.ledger().total("S001-002")).isEqualByComparingTo("12500.00");
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, Transient",
        "UNAVAILABLE_AFTER_COMMIT, Transient",
        "SERVER_ERROR, Transient",
        "SOAP_FAULT, Transient",
        "UNREADABLE_BODY, Unknown",
        "UNREADABLE_BODY_AFTER_COMMIT, Unknown",
        "UNEXPECTED_WRAPPER, Unknown",
        "UNAUTHORIZED, Misconfigured",
        "FORBIDDEN, Misconfigured"
    })
    void aFaultIsTakenForWhatItIs(Fault.Kind kind, String understood) throws Exception {
        spectrum.faults().next(Fault.of(kind));
        assertThat(call().getClass().getSimpleName()).isEqualTo(understood);
    }

    @Test
    void anErrorEntryIsTakenForWhatItIs() throws Exception {
        spectrum.faults().next(Fault.abort());
        spectrum.faults().next(Fault.locked("A"));
        spectrum.faults().next(Fault.expiredGuid("A"));
        spectrum.faults().next(Fault.invalid("CR_Phase_Code", "on hold"));
        assertThat(call()).isInstanceOf(Answer.Misconfigured.class);
        assertThat(call()).isInstanceOf(Answer.Transient.class);
        assertThat(call()).isInstanceOf(Answer.SessionExpired.class);
        assertThat(call()).isInstanceOf(Answer.Rejected.class);
    }

    @Test
    void jobsAndPhasesAreRead() throws Exception {
        Client.Response jobs = client.post("GetJob", reader().askForJobs());
        assertThat(reader().jobs(jobs.status(), jobs.body()).rows())
                .containsExactly(new Job("24-101", "Harbor Tower", "OWNER1", "A"));

        Client.Response phases = client.post("GetPhase", reader().askForPhases("24-101", ""));
        assertThat(reader().phases("24-101", phases.status(), phases.body()).rows())
                .containsExactly(
                        new Phase("033000", "S", "Concrete", "A"),
                        new Phase("051200", "S", "Steel", "A"));

        spectrum.variants().rowCap(1);
        Client.Response capped = client.post("GetPhase", reader().askForPhases("24-101", ""));
        assertThat(reader().phases("24-101", capped.status(), capped.body()).whole()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"''", "data"})
    void vendorsAreReadHoweverTheyAreWrapped(String wrapper) throws Exception {
        spectrum.variants().vendorsWrapper(wrapper.isEmpty() ? null : wrapper);
        VendorPages pages = reader().vendorPages();
        Client.Response page = client.vendors("?$limit=500&$skip=0");
        reader().vendors(pages, page.status(), page.body());
        assertThat(pages.listing().rows()).singleElement().extracting("code").isEqualTo("ACME");
    }
}
