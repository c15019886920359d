package io.ccobridge.sandbox.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import org.junit.jupiter.api.Test;

/** The sandbox over HTTP, as a person in the demo uses it. */
class ControlTest extends WithSandbox {

    private JsonNode get(String path) throws Exception {
        return Json.read(client.execute(client.request("GET", path).build()).body());
    }

    @Test
    void theGuideTellsWhatThereIs() throws Exception {
        assertThat(client.execute(client.request("GET", "/sandbox").build()).body())
                .contains("GET    /sandbox/ledger.txt", "POST   /sandbox/faults");
    }

    @Test
    void theLedgerShowsChangeRequestsWithLinesAndSums() throws Exception {
        client.change("Change_Request_Amount", "100.00", "Sub_Amount", "100.00");
        client.change(
                "CR_Phase_Code", "051200", "Change_Request_Amount", "0.1", "Sub_Amount", "0.10");
        JsonNode ledger = get("/sandbox/ledger");
        assertThat(ledger.get("total").asText()).isEqualTo("100.10");
        assertThat(ledger.get("auto_created").asInt()).isZero();
        assertThat(ledger.get("rewritten")).isEmpty();
        JsonNode changeRequest = ledger.get("change_requests").get(0);
        assertThat(changeRequest.get("number").asText()).isEqualTo("S001-002");
        assertThat(changeRequest.get("total").asText()).isEqualTo("100.10");
        assertThat(changeRequest.get("lines").get(1).get("amount").isTextual()).isTrue();
        assertThat(changeRequest.get("lines").get(1).get("amount").asText()).isEqualTo("0.10");
        JsonNode subcontract = ledger.get("subcontracts").get(0);
        assertThat(subcontract.get("vendor").asText()).isEqualTo("Acme Concrete");
        assertThat(subcontract.get("total").asText()).isEqualTo("100.10");
    }

    @Test
    void theLedgerIsAlsoAPageOfText() throws Exception {
        client.change();
        assertThat(client.execute(client.request("GET", "/sandbox/ledger.txt").build()).body())
                .contains("S001-002 job 24-101", "12,500.00", "change requests: 1");
    }

    @Test
    void theLedgerShowsLinesThatWereRewritten() throws Exception {
        client.change();
        client.change("Change_Request_Amount", "1.00");
        assertThat(get("/sandbox/ledger").at("/rewritten/0/amounts").toString())
                .isEqualTo("[\"12500.00\",\"1.00\"]");
    }

    @Test
    void callsAreListedWithoutTheAuthorizationId() throws Exception {
        client.change("CR_Phase_Code", "999999");
        JsonNode calls = get("/sandbox/calls");
        assertThat(calls.get(0).get("entries").get(0).asText()).startsWith("I CR_Phase_Code");
        assertThat(calls.toString()).doesNotContain("SANDBOX-AUTH");
    }

    @Test
    void faultsAreSwitchedOnListedAndSwitchedOff() throws Exception {
        JsonNode on =
                Json.read(
                        client.json(
                                        "POST",
                                        "/sandbox/faults",
                                        """
                                        {"kind": "unavailable", "times": 2, "method": "ARChangeRequest"}
                                        """)
                                .body());
        assertThat(on.at("/active/0/kind").asText()).isEqualTo("unavailable");
        assertThat(client.change().status()).isEqualTo(503);
        assertThat(get("/sandbox/faults").at("/active/0/hits").asInt()).isEqualTo(1);
        client.json("DELETE", "/sandbox/faults/" + on.at("/active/0/id").asInt(), "");
        assertThat(client.change().status()).isEqualTo(200);
    }

    @Test
    void anErrorEntryIsSwitchedOnWithItsCode() throws Exception {
        client.json(
                "POST",
                "/sandbox/faults",
                """
                {"kind": "error-entry", "code": "I", "column": "CR_Phase_Code",
                 "description": "on hold", "phase": "033000"}
                """);
        assertThat(client.change().texts("desc")).containsExactly("on hold");
        assertThat(client.change("CR_Phase_Code", "051200").entries()).isEmpty();
        client.json("DELETE", "/sandbox/faults", "");
        assertThat(client.change().entries()).isEmpty();
    }

    @Test
    void aFaultThatMakesNoSenseIsRefusedWithAReason() throws Exception {
        assertThat(client.json("POST", "/sandbox/faults", "{\"kind\": \"flood\"}"))
                .satisfies(
                        r -> {
                            assertThat(r.status()).isEqualTo(400);
                            assertThat(r.body()).contains("too-many-requests");
                        });
        assertThat(client.json("POST", "/sandbox/faults", "{\"kind\": \"slow\"}").body())
                .contains("delay");
        assertThat(
                        client.json(
                                        "POST",
                                        "/sandbox/faults",
                                        "{\"kind\":\"slow\",\"delay_ms\":1,\"times\":0}")
                                .status())
                .isEqualTo(400);
        assertThat(
                        client.json(
                                        "POST",
                                        "/sandbox/faults",
                                        "{\"kind\": \"unavailable\", \"phse\": \"033000\"}")
                                .body())
                .contains("phse");
        assertThat(
                        client.json(
                                        "POST",
                                        "/sandbox/faults",
                                        "{\"kind\": \"unavailable\", \"method\": \"GetJobs\"}")
                                .body())
                .contains("GetJob,");
        assertThat(client.json("POST", "/sandbox/faults", "nonsense").status()).isEqualTo(400);
        assertThat(spectrum.faults().active()).isEmpty();
    }

    @Test
    void guidsExpireOnDemand() throws Exception {
        client.change();
        client.json("POST", "/sandbox/guids/expire", "");
        assertThat(client.change().entries()).containsExactly("A GUID");
    }
}
