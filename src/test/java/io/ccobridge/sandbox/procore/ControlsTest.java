package io.ccobridge.sandbox.procore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.procore.PlainClient.Reply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do over the sandbox's own paths, without a token. */
class ControlsTest {

    private SandboxProcore procore;
    private PlainClient client;
    private ProcoreProject tower;
    private ProcoreCommitment contract;

    @BeforeEach
    void start() {
        procore = SandboxProcore.builder().start();
        client = new PlainClient(procore);
        tower = procore.company().addProject("Harbor Tower", "24-101");
        contract = tower.addSubcontract("SC-001", procore.company().addVendor("Acme", "ACME"));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        procore.close();
    }

    @Test
    void addAChangeOrderEditItApproveItAndVoidIt() throws IOException {
        Reply added =
                client.send(
                        "POST",
                        "/sandbox/change-orders",
                        """
                        {"commitment_id": %d, "number": "001", "title": "Footing", "status": "draft",
                         "lines": [{"wbs_code": "03-300.S", "amount": "10.25"}]}"""
                                .formatted(contract.id()));
        assertThat(added.status()).isEqualTo(201);
        ProcoreChangeOrder footing = contract.project().changeOrders().get(0);
        String path = "/sandbox/change-orders/" + footing.id();
        assertThat(added.json().get("id").asLong()).isEqualTo(footing.id());
        assertThat(footing.status()).isEqualTo("draft");

        client.send("PATCH", path, "{\"title\": \"Footings\", \"lines\": [{\"amount\": \"7\"}]}");
        assertThat(footing.title()).isEqualTo("Footings");
        assertThat(footing.total()).isEqualTo("7.0");

        client.send("POST", path + "/approve", "");
        assertThat(footing.status()).isEqualTo("approved");
        JsonNode approved = client.get("/sandbox/change-orders?status=approved").json();
        assertThat(approved).hasSize(1);
        assertThat(approved.get(0).get("commitment_number").asText()).isEqualTo("SC-001");

        client.send("POST", path + "/void", "");
        assertThat(footing.status()).isEqualTo("void");
    }

    @Test
    void replaceDocumentsByAnyText() throws IOException {
        ProcoreChangeOrder footing = contract.addChangeOrder("001", "Footing");
        String path = "/sandbox/change-orders/" + footing.id();

        client.send("PUT", path + "/raw", "{\"id\": ");
        client.send("PUT", path + "/raw-lines", "none");
        assertThat(footing.raw()).contains("{\"id\": ");
        assertThat(footing.rawLines()).contains("none");
        client.send("PUT", path + "/raw", "");
        assertThat(footing.raw()).isEmpty();

        String raw = "/sandbox/projects/" + tower.id() + "/raw-change-orders";
        assertThat(client.send("POST", raw, "{\"id\": true}").status()).isEqualTo(201);
        client.logIn();
        String list = "/rest/v1.0/projects/" + tower.id() + "/commitment_change_orders";
        assertThat(client.get(list).body()).endsWith("{\"id\": true}]");
        client.send("DELETE", raw, "");
        assertThat(client.get(list).json()).hasSize(1);
    }

    @Test
    void setErpCodes() throws IOException {
        client.send(
                "PATCH",
                "/sandbox/vendors/" + contract.vendor().id(),
                "{\"origin_code\": \"ACME9\"}");
        client.send("PATCH", "/sandbox/commitments/" + contract.id(), "{\"origin_code\": null}");
        client.send("PATCH", "/sandbox/projects/" + tower.id(), "{\"origin_id\": \"24101\"}");

        assertThat(contract.vendor().originCode()).isEqualTo("ACME9");
        assertThat(contract.originCode()).isNull();
        assertThat(tower.originId()).isEqualTo("24101");
    }

    @Test
    void tellWhatThereIs() throws IOException {
        String guide = client.send("GET", "/sandbox", "").body();

        assertThat(guide).contains("POST   /sandbox/faults");
        for (Fault fault : Fault.values()) {
            assertThat(guide).contains(fault.name());
        }
    }

    @Test
    void switchFaultsOnAndOff() throws IOException {
        Reply reply =
                client.send(
                        "POST",
                        "/sandbox/faults",
                        """
                        {"fault": "SLOW", "times": 3, "path_pattern": "vendors",
                         "pause_seconds": 1.5}""");

        assertThat(reply.json().get(0).get("pause_seconds").asDouble()).isEqualTo(1.5);
        assertThat(procore.faults().waiting())
                .containsExactly(
                        new Faults.Waiting(Fault.SLOW, 3, "vendors", Duration.ofMillis(1500)));
        client.send("DELETE", "/sandbox/faults", "");
        assertThat(procore.faults().waiting()).isEmpty();
    }

    @Test
    void readTheLogAndRevokeTokens() throws IOException {
        client.logIn();
        String projects = "/rest/v1.0/projects?company_id=" + procore.companyId();
        client.get(projects);

        JsonNode log = client.get("/sandbox/requests").json();
        assertThat(log).hasSize(2);
        assertThat(log.get(1).get("path").asText()).isEqualTo("/rest/v1.0/projects");
        client.send("DELETE", "/sandbox/requests", "");
        assertThat(procore.requests()).isEmpty();

        client.send("DELETE", "/sandbox/tokens", "");
        assertThat(client.get(projects).status()).isEqualTo(401);
    }

    @Test
    void nameWhatIsWrong() throws IOException {
        assertThat(client.send("POST", "/sandbox/faults", "{\"fault\": \"FIRE\"}").status())
                .isEqualTo(400);
        assertThat(client.send("POST", "/sandbox/change-orders", "{").status()).isEqualTo(400);
        assertThat(client.send("POST", "/sandbox/change-orders/7/void", "").status())
                .isEqualTo(404);
    }
}
