package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.company.ProcoreLine.counted;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.TestClock;
import io.ccobridge.sandbox.company.PrimeChangeOrder;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.procore.PlainClient.Reply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classic side, and what is said of projects with three tiers. */
class PackagesTest {

    private final TestClock clock = new TestClock("2026-11-20T17:00:00Z");
    private SandboxProcore procore;
    private PlainClient client;
    private ProcoreProject tower;
    private ProcoreCommitment contract;
    private String packages;

    @BeforeEach
    void start() throws IOException {
        procore = SandboxProcore.builder().clock(clock).start();
        client = PlainClient.loggedIn(procore);
        tower = procore.company().addProject("Harbor Tower", "24-101");
        contract =
                tower.addSubcontract(
                        "SC-001", procore.company().addVendor("Acme Concrete", "ACME"));
        packages = "/rest/v1.0/change_order_packages?project_id=" + tower.id();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        procore.close();
    }

    private JsonNode get(String path) throws IOException {
        Reply reply = client.get(path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private JsonNode show(long id) throws IOException {
        return get("/rest/v1.0/change_order_packages/" + id + "?project_id=" + tower.id());
    }

    @Test
    void theListTellsTheCompanyAndNeitherTypeNorLinesAndNoStatusCanBeAskedFor() throws IOException {
        contract.addChangeOrder("001", "Footing", line("03-300.S", "1.00"));
        JsonNode row = get(packages).get(0);
        assertThat(row.at("/contract/vendor/name").asText()).isEqualTo("Acme Concrete");
        assertThat(row.path("grand_total").asText()).isEqualTo("1.0");
        assertThat(row.has("type")).isFalse();
        assertThat(row.has("line_items")).isFalse();
        assertThat(client.get(packages + "&filters[status]=approved").status()).isEqualTo(400);
        assertThat(client.get(packages + "&sort=id").status()).isEqualTo(400);
    }

    @Test
    void thoseOfThePrimeContractStandAmongThemAndOnlyTheDocumentTells() throws IOException {
        PrimeChangeOrder prime = tower.addPrimeChangeOrder("001", "Owner's", "5.00");
        assertThat(tower.addPrimeChangeOrder("002", "Owner's", "6.00").contractId())
                .isEqualTo(prime.contractId());
        assertThat(get(packages)).hasSize(2);
        assertThat(show(prime.id()).path("type").asText()).isEqualTo("PrimeContractChangeOrder");
    }

    @Test
    void whatWasDeletedIsListedOnlyWhenItIsAskedForAndNotShown() throws IOException {
        ProcoreChangeOrder gone = contract.addChangeOrder("001", "Gone", line("03-300.S", "1.00"));
        clock.advance(Duration.ofMinutes(1));
        gone.remove();
        assertThat(get(packages)).isEmpty();
        JsonNode row = get(packages + "&filters[include_deleted]=with").get(0);
        assertThat(row.path("deleted_at").asText()).isEqualTo("2026-11-20T17:01:00Z");
        assertThat(row.path("updated_at").asText()).isEqualTo("2026-11-20T17:01:00Z");
        assertThat(get(packages + "&filters[include_deleted]=only")).hasSize(1);
        assertThat(client.get(packages + "&filters[include_deleted]=yes").status()).isEqualTo(400);
        assertThat(
                        client.get(
                                        "/rest/v1.0/change_order_packages/"
                                                + gone.packageId()
                                                + "?project_id="
                                                + tower.id())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void withTwoTiersAPackageIsTheSumOfItsParts() throws IOException {
        tower.setTiers(2);
        ProcoreChangeOrder one = contract.addChangeOrder("001", "One", line("03-300.S", "1.00"));
        ProcoreChangeOrder two = contract.addChangeOrder("002", "Two", line("05-500.S", "2.50"));
        two.joinPackageOf(one);
        assertThat(get(packages)).hasSize(1);
        JsonNode shown = show(one.packageId());
        assertThat(shown.path("grand_total").asText()).isEqualTo("3.5");
        assertThat(shown.path("line_items")).hasSize(2);
        assertThat(shown.path("title").asText()).isEqualTo("One");
    }

    @Test
    void countedLinesSayTheirCountInBothLists() throws IOException {
        contract.countLines();
        ProcoreChangeOrder change =
                contract.addChangeOrder(
                        "001",
                        "By the yard",
                        counted("03-300.M", "12.5", "CY", "80.00", "Mix").rounded("1000.01"),
                        counted("03-300.S", "1", "LS", "5.00", "Lump").typed("4.00"));
        JsonNode lines =
                get("/rest/v2.0/companies/%d/projects/%d/commitment_change_orders/%d/line_items"
                                .formatted(procore.companyId(), tower.id(), change.id()))
                        .path("data");
        assertThat(lines.get(0).path("quantity").isNumber()).isTrue();
        assertThat(lines.get(0).path("unit_cost").asText()).isEqualTo("80.00");
        assertThat(lines.get(0).path("amount").asText()).isEqualTo("1000.01");
        assertThat(lines.get(0).path("extended_type").asText()).isEqualTo("calculated");
        assertThat(lines.get(1).path("extended_type").asText()).isEqualTo("manual");
        JsonNode classic = show(change.packageId()).path("line_items").get(0);
        assertThat(classic.path("quantity").asText()).isEqualTo("12.5");
        assertThat(classic.path("total_amount").asText()).isEqualTo("1000.01");
        assertThat(
                        get("/rest/v1.0/work_order_contracts?project_id=" + tower.id())
                                .get(0)
                                .path("accounting_method")
                                .asText())
                .isEqualTo("unit");
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 400", "NOT_FOUND, 404", "EMPTY, 200"})
    void withThreeTiersTheNewerListAnswersAsIsSet(ThreeTiers answer, int status)
            throws IOException {
        procore.setThreeTiers(answer);
        ProcoreChangeOrder change =
                contract.addChangeOrder("001", "Footing", line("03-300.S", "1.00"));
        tower.setTiers(3);
        String list = "/rest/v1.0/projects/" + tower.id() + "/commitment_change_orders";
        Reply reply = client.get(list);
        assertThat(reply.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(reply.json()).isEmpty();
        }
        assertThat(client.get(list + "/" + change.id()).status()).isIn(400, 404);
        assertThat(show(change.packageId()).path("line_items")).hasSize(1);
    }

    @Test
    void everyPotentialChangeOrderTellsTheTiersOfItsContract() throws IOException {
        contract.addChangeOrder("001", "Footing", line("03-300.S", "1.00"));
        PrimeChangeOrder prime = tower.addPrimeChangeOrder("001", "Owner's", "5.00");
        String potential = "/rest/v1.0/potential_change_orders?project_id=" + tower.id();
        tower.setTiers(3);
        assertThat(get(potential)).hasSize(2);
        assertThat(
                        get(potential + "&filters[contract_id]=" + contract.id())
                                .get(0)
                                .path("change_order_tiers")
                                .asInt())
                .isEqualTo(3);
        assertThat(
                        get(potential + "&filters[contract_id]=" + prime.contractId())
                                .get(0)
                                .path("change_order_tiers")
                                .asInt())
                .isEqualTo(2);
    }
}
