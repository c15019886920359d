package io.ccobridge.sandbox.procore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.TestClock;
import io.ccobridge.sandbox.company.Seed;
import io.ccobridge.sandbox.procore.PlainClient.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo's company, read over HTTP from the first page to the last. */
class SeededProcoreTest {

    @Test
    void givesAllOfTheSeedThroughItsPagesAndTotalsThatAreTheSumOfTheirLines() throws IOException {
        Seed seed = new Seed(new TestClock("2026-11-20T17:00:00Z"));
        try (SandboxProcore procore = SandboxProcore.builder().company(seed.company()).start();
                PlainClient client = PlainClient.loggedIn(procore)) {
            long company = procore.companyId();
            int changeOrders = 0;
            for (JsonNode project : all(client, "/rest/v1.0/projects?company_id=" + company)) {
                String path = "/projects/" + project.get("id") + "/commitment_change_orders";
                for (JsonNode found : all(client, "/rest/v1.0" + path + "?per_page=20")) {
                    String lines = path + "/" + found.get("id") + "/line_items";
                    JsonNode data =
                            client.get("/rest/v2.0/companies/" + company + lines)
                                    .json()
                                    .get("data");
                    assertThat(new BigDecimal(found.get("grand_total").asText()))
                            .isEqualByComparingTo(sum(data));
                    changeOrders++;
                }
            }
            assertThat(changeOrders).isEqualTo(300);
        }
    }

    private static List<JsonNode> all(PlainClient client, String path) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String next = path; next != null; ) {
            Reply page = client.get(next);
            page.json().forEach(all::add);
            next = page.next();
        }
        return all;
    }

    private static BigDecimal sum(JsonNode lines) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode line : lines) {
            sum = sum.add(new BigDecimal(line.get("amount").asText()));
        }
        return sum;
    }
}
