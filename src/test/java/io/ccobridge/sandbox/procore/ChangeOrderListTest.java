package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.company.ProcoreLine.counted;
import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.TestClock;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreCommitment;
import io.ccobridge.sandbox.company.ProcoreProject;
import io.ccobridge.sandbox.company.ProcoreProject.Access;
import io.ccobridge.sandbox.procore.PlainClient.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of commitment change orders, and their lines. */
class ChangeOrderListTest {

    private final TestClock clock = new TestClock("2026-11-20T17:00:00Z");
    private SandboxProcore procore;
    private PlainClient client;
    private ProcoreProject tower;
    private ProcoreCommitment contract;
    private String list;

    @BeforeEach
    void start() throws IOException {
        procore = SandboxProcore.builder().clock(clock).start();
        client = PlainClient.loggedIn(procore);
        tower = procore.company().addProject("Harbor Tower", "24-101");
        contract =
                tower.addSubcontract(
                        "SC-001", procore.company().addVendor("Acme Concrete", "ACME"));
        list = "/rest/v1.0/projects/" + tower.id() + "/commitment_change_orders";
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        procore.close();
    }

    @Test
    void showsAChangeOrderWithMoneyAsTextAndIdsBeyond32Bits() throws IOException {
        ProcoreChangeOrder added =
                contract.addChangeOrder(
                        "002",
                        "Añadida & más",
                        line("03-300.S", "12500.00"),
                        line("03-300.S", "-0.25"));

        JsonNode document = client.get(list).json().get(0);

        assertThat(document.get("id").asLong()).isEqualTo(added.id()).isGreaterThan(1L << 32);
        assertThat(document.get("contract_id").asLong()).isEqualTo(contract.id());
        assertThat(document.get("number").asText()).isEqualTo("002");
        assertThat(document.get("title").asText()).isEqualTo("Añadida & más");
        assertThat(document.get("status").asText()).isEqualTo("approved");
        assertThat(document.get("grand_total").isTextual()).isTrue();
        assertThat(document.get("grand_total").asText()).isEqualTo("12499.75");
        assertThat(document.get("created_at").asText()).isEqualTo("2026-11-20T17:00:00Z");
        assertThat(document.get("currency_configuration").get("currency_iso_code").asText())
                .isEqualTo("USD");
        assertThat(document.has("origin_id")).isFalse();
        assertThat(document.has("vendor")).isFalse();
        assertThat(document.has("change_events")).isFalse();
        assertThat(client.get(list + "?view=extended").json().get(0).has("change_events")).isTrue();
        assertThat(client.get(list + "/" + added.id()).json()).isEqualTo(document);
    }

    @Test
    void pagesWithLinksThatKeepTheFilters() throws IOException {
        addMany(5);

        Reply first = client.get(list + "?filters%%5Bstatus%%5D=approved&page=1&per_page=%s", 2);

        assertThat(first.json()).hasSize(2);
        assertThat(first.headers()).containsEntry("Total", "5").containsEntry("Per-Page", "2");
        assertThat(first.headers().get("Link"))
                .contains("rel=\"first\"", "rel=\"last\"")
                .doesNotContain("rel=\"prev\"");
        Reply last = client.get(client.get(first.next()).next());
        assertThat(last.json()).hasSize(1);
        assertThat(last.next()).isNull();
        assertThat(last.headers().get("Link")).contains("rel=\"prev\"");
        assertThat(procore.requests("filters[status]=approved")).hasSize(3);
    }

    @Test
    void hasNoLinkWithOnePageAndNothingBeyondTheLast() throws IOException {
        addMany(2);

        assertThat(client.get(list).headers()).doesNotContainKey("Link");
        assertThat(client.get(list + "?page=9").json()).isEmpty();
    }

    @Test
    void answersEverythingAtOnceWhenSetNotToPage() throws IOException {
        addMany(5);
        procore.setChangeOrdersPaged(false);

        Reply all = client.get(list + "?page=2&per_page=2");

        assertThat(all.json()).hasSize(5);
        assertThat(all.headers()).doesNotContainKeys("Link", "Total", "Per-Page");
    }

    @Test
    void filtersByStatusIdContractVendorAndPackage() throws IOException {
        ProcoreCommitment other =
                tower.addSubcontract("SC-002", procore.company().addVendor("Bolt & Co", "BOLT"));
        ProcoreChangeOrder draft = contract.addChangeOrder("001", "Draft").setStatus("draft");
        ProcoreChangeOrder theirs = other.addChangeOrder("001", "Theirs");

        assertThat(ids("filters[status]", "draft")).containsExactly(draft.id());
        assertThat(ids("filters[id]", theirs.id())).containsExactly(theirs.id());
        assertThat(ids("filters[contract_id]", other.id())).containsExactly(theirs.id());
        assertThat(ids("filters[vendor_id]", other.vendor().id())).containsExactly(theirs.id());
        assertThat(ids("filters[legacy_package_id]", draft.packageId()))
                .containsExactly(draft.id());
        assertThat(ids("filters[batch_id]", draft.packageId())).containsExactly(draft.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T17:59:00Z...2026-11-20T18:00:00Z",
                "\"2026-11-20T17:59:00Z...2026-11-20T18:00:00Z\"",
                "2026-11-20T12:30:00-05:00...2026-11-20T13:30:00-05:00",
                "2026-11-20T18:00:00Z...2026-11-20T18:00:00Z"
            })
    void filtersByARangeOfUpdatedAtWithOrWithoutQuotes(String range) throws IOException {
        ProcoreChangeOrder touched = contract.addChangeOrder("001", "Old and touched");
        contract.addChangeOrder("002", "Old");
        clock.advance(Duration.ofHours(1));
        touched.setTitle("Touched");

        assertThat(ids("filters[updated_at]", range)).containsExactly(touched.id());
    }

    /** As the examples of Procore's documentation write it, and no careful client does. */
    @Test
    void takesBracketsAndQuotesInAQueryAsTheyAre() throws IOException {
        contract.addChangeOrder("001", "One");
        URI url = URI.create(procore.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String request =
                    "GET %s?filters[updated_at]=\"2026-11-20T17:00:00Z...2026-11-21\" HTTP/1.0\r\n\r\n";
            socket.getOutputStream().write(request.formatted(list).getBytes(US_ASCII));
            socket.getInputStream().readAllBytes();
        }

        assertThat(procore.requests("=\"2026-11-20T17:00:00Z...2026-11-21\""))
                .singleElement()
                .matches(call -> call.status() == 401);
    }

    @Test
    void takesDatesInARangeAsWholeDays() throws IOException {
        ProcoreChangeOrder today = contract.addChangeOrder("001", "Today");

        assertThat(ids("filters[updated_at]", "2026-11-19...2026-11-20"))
                .containsExactly(today.id());
        assertThat(ids("filters[updated_at]", "2026-11-21...2026-11-22")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filters[updated_at]=2026-11-20T17:00:00Z",
                "filters[updated_at]=yesterday...today",
                "filters[updated_at]=2026-11-20T17:00:00...2026-11-20T18:00:00",
                "filters[status]=Approved",
                "filters[status][]=approved",
                "filters[id]=SC-001",
                "filters[title]=Footing",
                "sort=updated_at",
                "view=normal",
                "page=0",
                "per_page=many"
            })
    void refusesWhatTheListDoesNotKnow(String query) throws IOException {
        contract.addChangeOrder("001", "One");
        String[] pair = query.split("=", 2);

        assertThat(client.get(list + "?%s=%s", pair[0], pair[1]).status()).isEqualTo(400);
    }

    @Test
    void sortsByIdOrCreationBothWays() throws IOException {
        ProcoreChangeOrder first = contract.addChangeOrder("001", "First");
        ProcoreChangeOrder second = contract.addChangeOrder("002", "Second");
        first.setTimes(clock.instant().plusSeconds(60), clock.instant().plusSeconds(60));

        assertThat(ids("sort", "id")).containsExactly(first.id(), second.id());
        assertThat(ids("sort", "-id")).containsExactly(second.id(), first.id());
        assertThat(ids("sort", "created_at")).containsExactly(second.id(), first.id());
        assertThat(ids("sort", "-created_at")).containsExactly(first.id(), second.id());
    }

    @Test
    void hidesAProjectWith404AndForbidsOneWith403() throws IOException {
        contract.addChangeOrder("001", "One");

        tower.setAccess(Access.FORBIDDEN);
        assertThat(client.get(list).status()).isEqualTo(403);
        assertThat(projectsListed()).isEqualTo(1);

        tower.setAccess(Access.HIDDEN);
        assertThat(client.get(list).status()).isEqualTo(404);
        assertThat(projectsListed()).isZero();
    }

    private int projectsListed() throws IOException {
        return client.get("/rest/v1.0/projects?company_id=" + procore.companyId()).json().size();
    }

    @Test
    void showsLinesInAWrapperWithIdsAsTextAndQuantityAsNumber() throws IOException {
        ProcoreChangeOrder added =
                contract.addChangeOrder(
                        "001",
                        "Footing",
                        counted("03-300.S", "2.5", "m3", "100.50", "Concrete"),
                        line(null, "10"));

        JsonNode data = client.get(lines(added)).json().get("data");

        assertThat(data).hasSize(2);
        JsonNode first = data.get(0);
        assertThat(first.get("id").isTextual()).isTrue();
        assertThat(first.get("quantity").isNumber()).isTrue();
        assertThat(first.get("amount").asText()).isEqualTo("251.250");
        assertThat(first.get("unit_cost").asText()).isEqualTo("100.50");
        assertThat(first.get("wbs_code").get("flat_code").asText()).isEqualTo("03-300.S");
        assertThat(first.get("wbs_code_id")).isEqualTo(first.get("wbs_code").get("id"));
        assertThat(first.has("external_data")).isFalse();
        assertThat(data.get(1).get("wbs_code").isNull()).isTrue();
        JsonNode extended = client.get(lines(added) + "?view=extended").json();
        assertThat(extended.at("/data/0").has("external_data")).isTrue();
    }

    @Test
    void pagesLinesByTenAndAtMostAHundred() throws IOException {
        ProcoreChangeOrder many =
                contract.addChangeOrder(
                        "001", "Many", Collections.nCopies(23, line("03-300.S", "1.00")));

        Reply first = client.get(lines(many));

        assertThat(first.json().get("data")).hasSize(10);
        assertThat(first.headers()).containsEntry("Total", "23");
        Reply last = client.get(client.get(first.next()).next());
        assertThat(last.json().get("data")).hasSize(3);
        assertThat(last.next()).isNull();
        assertThat(client.get(lines(many) + "?per_page=100").json().get("data")).hasSize(23);
        Reply refused = client.get(lines(many) + "?per_page=101");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/error/details/0/reason_code").asText())
                .isEqualTo("INVALID_PROPERTY");
    }

    @Test
    void refusesLinesOfAnotherCompanyOrOfNoChangeOrder() throws IOException {
        ProcoreChangeOrder added = contract.addChangeOrder("001", "One");
        String path = lines(added);

        assertThat(client.get(path.replace(String.valueOf(procore.companyId()), "7")).status())
                .isEqualTo(403);
        assertThat(client.get(path.replace(String.valueOf(added.id()), "7")).status())
                .isEqualTo(404);
    }

    @Test
    void answersADocumentRawWhereItIsReplaced() throws IOException {
        ProcoreChangeOrder replaced = contract.addChangeOrder("001", "One");
        ProcoreChangeOrder whole = contract.addChangeOrder("002", "Two");
        replaced.putRaw(procore.document(replaced).put("grand_total", 12.5).toString());
        replaced.putRawLines("{\"data\": \"none\"}");

        JsonNode all = client.get(list).json();

        assertThat(all.get(0).get("grand_total").isNumber()).isTrue();
        assertThat(all.get(1).get("id").asLong()).isEqualTo(whole.id());
        assertThat(client.get(list + "/" + replaced.id()).json()).isEqualTo(all.get(0));
        assertThat(client.get(lines(replaced)).body()).isEqualTo("{\"data\": \"none\"}");
    }

    @Test
    void listsARawDocumentAsItIsWhateverItIs() throws IOException {
        contract.addChangeOrder("001", "One");
        tower.putRawChangeOrder("{\"id\": 99999999999999999999, \"title\": \"\\ud800\"}");
        tower.putRawChangeOrder("42");

        assertThat(client.get(list).body())
                .endsWith(",{\"id\": 99999999999999999999, \"title\": \"\\ud800\"},42]");
        assertThat(ids("filters[status]", "draft")).hasSize(2);

        tower.removeRawChangeOrders();
        assertThat(client.get(list).json()).hasSize(1);
    }

    private void addMany(int count) {
        for (int i = 1; i <= count; i++) {
            contract.addChangeOrder("%03d".formatted(i), "Number " + i, line("03-300.S", "1.00"));
        }
    }

    private List<Long> ids(String parameter, Object value) throws IOException {
        Reply reply = client.get(list + "?%s=%s", parameter, value);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        List<Long> ids = new ArrayList<>();
        reply.json().forEach(document -> ids.add(document.path("id").asLong()));
        return ids;
    }

    private String lines(ProcoreChangeOrder changeOrder) {
        return "/rest/v2.0/companies/%d/projects/%d/commitment_change_orders/%d/line_items"
                .formatted(procore.companyId(), tower.id(), changeOrder.id());
    }
}
