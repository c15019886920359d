package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.TestClock;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreVendor;
import io.ccobridge.sandbox.procore.PlainClient.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands around change orders: projects, vendors, contracts, codes, packages. */
class DirectoryTest {

    private final TestClock clock = new TestClock("2026-11-20T17:00:00Z");
    private SandboxProcore procore;
    private PlainClient client;
    private Company company;
    private ProcoreProject tower;
    private ProcoreVendor acme;
    private ProcoreCommitment contract;
    private ProcoreChangeOrder footing;

    @BeforeEach
    void start() throws IOException {
        procore = SandboxProcore.builder().clock(clock).start();
        client = PlainClient.loggedIn(procore);
        company = procore.company();
        tower = company.addProject("Harbor Tower", "24-101");
        acme = company.addVendor("Acme Concrete", "ACME");
        contract = tower.addSubcontract("SC-001", acme).setAmount(new BigDecimal("1000"));
        footing =
                contract.addChangeOrder(
                        "001", "Footing", line("03-300.S", "12.50"), line("03-300.L", "1"));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        procore.close();
    }

    @Test
    void showsAProjectWithItsNumberAndTimeZone() throws IOException {
        JsonNode listed = get("/rest/v1.0/projects?company_id=" + company.id()).get(0);

        assertThat(listed.get("id").asLong()).isEqualTo(tower.id());
        assertThat(listed.get("project_number").asText()).isEqualTo("24-101");
        assertThat(listed.get("time_zone").asText()).isEqualTo("Eastern Time (US & Canada)");
        assertThat(listed.get("tz_name").asText()).isEqualTo("America/New_York");
        assertThat(listed.get("active").asBoolean()).isTrue();
        assertThat(listed.get("origin_id").isNull()).isTrue();
        assertThat(get("/rest/v1.0/projects/" + tower.id() + "?company_id=" + company.id()))
                .isEqualTo(listed);
        assertThat(client.get("/rest/v1.0/projects").status()).isEqualTo(400);
        assertThat(client.get("/rest/v1.0/projects/7?company_id=" + company.id()).status())
                .isEqualTo(404);
    }

    @Test
    void showsAVendorWithItsErpCode() throws IOException {
        JsonNode listed = get("/rest/v1.0/vendors?company_id=" + company.id()).get(0);

        assertThat(listed.get("name").asText()).isEqualTo("Acme Concrete");
        assertThat(listed.get("origin_code").asText()).isEqualTo("ACME");
        assertThat(get("/rest/v1.0/vendors/" + acme.id() + "?company_id=" + company.id()))
                .isEqualTo(listed);
        assertThat(
                        get("/rest/v1.0/vendors?view=compact&company_id=" + company.id())
                                .get(0)
                                .has("origin_code"))
                .isFalse();
    }

    @Test
    void findsVendorsByTextCodeAndChange() throws IOException {
        clock.advance(Duration.ofHours(1));
        ProcoreVendor bolt = company.addVendor("Bolt & Co", null);

        assertThat(vendors("filters[search]", "acm")).containsExactly(acme.id());
        assertThat(vendors("filters[search]", "bolt & co")).containsExactly(bolt.id());
        assertThat(vendors("filters[updated_at]", "2026-11-20T17:30:00Z...2026-11-21"))
                .containsExactly(bolt.id());
        acme.setOriginCode("ACME2");
        assertThat(vendors("filters[updated_at]", "2026-11-20T17:30:00Z...2026-11-21"))
                .containsExactly(acme.id(), bolt.id());
    }

    private List<Long> vendors(String filter, String value) throws IOException {
        Reply reply =
                client.get(
                        "/rest/v1.0/vendors?company_id=" + company.id() + "&%s=%s", filter, value);
        List<Long> ids = new ArrayList<>();
        reply.json().forEach(vendor -> ids.add(vendor.get("id").asLong()));
        return ids;
    }

    @Test
    void showsAContractWithItsCompanyAndSums() throws IOException {
        String query = "?project_id=" + tower.id();
        JsonNode listed = get("/rest/v1.0/work_order_contracts" + query).get(0);
        JsonNode shown = get("/rest/v1.0/work_order_contracts/" + contract.id() + query);

        assertThat(listed.get("number").asText()).isEqualTo("SC-001");
        assertThat(listed.get("origin_code").asText()).isEqualTo("SC-001");
        assertThat(listed.get("status").asText()).isEqualTo("Approved");
        assertThat(listed.get("grand_total").asText()).isEqualTo("1000.0");
        assertThat(listed.get("revised_contract").asText()).isEqualTo("1013.5");
        assertThat(listed.get("vendor").get("company").asText()).isEqualTo("Acme Concrete");
        assertThat(listed.get("vendor").has("name")).isFalse();
        assertThat(listed.get("vendor").has("origin_id")).isFalse();
        assertThat(shown.get("vendor").has("origin_id")).isTrue();
        assertThat(client.get("/rest/v1.0/work_order_contracts").status()).isEqualTo(400);
    }

    @Test
    void keepsSubcontractsAndPurchaseOrdersApart() throws IOException {
        ProcoreCommitment order = tower.addPurchaseOrder("PO-002", acme);
        String query = "?project_id=" + tower.id();

        assertThat(get("/rest/v1.0/purchase_order_contracts" + query)).hasSize(1);
        assertThat(get("/rest/v1.0/work_order_contracts" + query)).hasSize(1);
        assertThat(client.get("/rest/v1.0/work_order_contracts/" + order.id() + query).status())
                .isEqualTo(404);
        assertThat(client.get("/rest/v1.0/purchase_order_contracts/" + order.id() + query).status())
                .isEqualTo(200);
    }

    @Test
    void findsSeveralContractsByIdInOneCall() throws IOException {
        ProcoreCommitment second = tower.addSubcontract("SC-002", acme);
        tower.addSubcontract("SC-003", acme);
        String path = "/rest/v1.0/work_order_contracts?project_id=" + tower.id();

        JsonNode found =
                client.get(
                                path + "&%s=%s&%s=%s",
                                "filters[id][]",
                                contract.id(),
                                "filters[id][]",
                                second.id())
                        .json();

        assertThat(found).hasSize(2);
    }

    @Test
    void showsCostCodesCostTypesAndWbsCodes() throws IOException {
        JsonNode costCode = get("/rest/v1.0/cost_codes?project_id=" + tower.id()).get(0);
        JsonNode types = get("/rest/v1.0/line_item_types?company_id=" + company.id());
        JsonNode wbs =
                get("/rest/v1.0/projects/" + tower.id() + "/work_breakdown_structure/wbs_codes");

        assertThat(costCode.get("full_code").asText()).isEqualTo("03-300");
        assertThat(costCode.get("line_item_types")).hasSize(2);
        assertThat(costCode.has("origin_code")).isFalse();
        assertThat(types.get(0).get("code").asText()).isEqualTo("S");
        assertThat(types.get(0).get("base_type").asText()).isEqualTo("commitment");
        assertThat(wbs.get(0).get("flat_code").asText()).isEqualTo("03-300.S");
        assertThat(wbs.at("/0/segment_items/1/code").asText()).isEqualTo("S");
    }

    @Test
    void showsAPackageWithItsLines() throws IOException {
        String query = "?project_id=" + tower.id();
        JsonNode listed = get("/rest/v1.0/change_order_packages" + query).get(0);
        JsonNode shown = get("/rest/v1.0/change_order_packages/" + footing.packageId() + query);

        assertThat(listed.get("id").asLong()).isEqualTo(footing.packageId());
        assertThat(listed.has("line_items")).isFalse();
        assertThat(shown.get("type").asText()).isEqualTo("CommitmentContractChangeOrder");
        assertThat(shown.at("/line_items/0/total_amount").asText()).isEqualTo("12.5");
        assertThat(shown.at("/line_items/0/quantity").isTextual()).isTrue();
        assertThat(shown.at("/line_items/0/cost_code/full_code").asText()).isEqualTo("03-300");
        assertThat(shown.at("/line_items/1/line_item_type/code").asText()).isEqualTo("L");
    }

    @Test
    void writesErpFieldsThroughThePackageAndMovesUpdatedAt() throws IOException {
        clock.advance(Duration.ofMinutes(5));

        Reply reply =
                patch(
                        footing,
                        "{\"origin_id\": \"S001-001\", \"origin_code\": \"C1\", \"origin_data\": \"x\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("origin_id").asText()).isEqualTo("S001-001");
        assertThat(footing.originId()).isEqualTo("S001-001");
        assertThat(footing.originCode()).isEqualTo("C1");
        assertThat(footing.originData()).isEqualTo("x");
        assertThat(footing.updatedAt()).isEqualTo(clock.instant());
    }

    @Test
    void refusesAnErpIdThatIsTakenAndAnyOtherField() throws IOException {
        footing.setOriginId("S001-001");
        ProcoreChangeOrder other = contract.addChangeOrder("002", "Other");

        assertThat(patch(other, "{\"origin_code\": \"C2\", \"origin_id\": \"S001-001\"}").status())
                .isEqualTo(422);
        assertThat(other.originCode()).isNull();
        assertThat(patch(other, "{\"title\": \"New\"}").status()).isEqualTo(422);
        assertThat(patch(other, "17").status()).isEqualTo(400);
    }

    private Reply patch(ProcoreChangeOrder changeOrder, String fields) throws IOException {
        return client.send(
                "PATCH",
                "/rest/v1.0/change_order_packages/" + changeOrder.packageId(),
                "{\"project_id\": %d, \"contract_id\": %d, \"change_order\": %s}"
                        .formatted(tower.id(), contract.id(), fields));
    }

    private JsonNode get(String path) throws IOException {
        Reply reply = client.get(path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }
}
