package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.Seed;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many calls a poll may make (facts/procore-api.md 4: they are counted by the hour). */
class CallBudgetTest {

    private static final BigDecimal CALLS_A_CHANGED_ONE = new BigDecimal("1.15");

    @ParameterizedTest
    @EnumSource(Databases.Engine.class)
    void aChangeOrderCostsLittleMoreThanOneCallAndAProjectWithoutNewsExactlyOne(
            Databases.Engine engine) {
        Company company = new Seed(Clock.systemUTC()).company();
        long approved = approved(company).size();
        try (World world = World.of(company, engine, Map.of())) {
            JsonNode first = world.poll();
            assertThat(first.path("seen").asInt()).isEqualTo(300);
            assertThat(first.path("new").asLong()).isEqualTo(approved);
            assertWithinBudget(first, approved);

            JsonNode nothingNew = world.poll();
            assertThat(nothingNew.path("calls").asInt()).isEqualTo(company.projects().size());
            assertThat(nothingNew.path("errors")).isEmpty();

            List<ProcoreChangeOrder> changed = approved(company).subList(0, 100);
            changed.forEach(change -> change.setDescription("Agreed anew"));
            JsonNode third = world.poll();
            assertThat(third.path("changed").asInt()).isEqualTo(100);
            assertWithinBudget(third, 100);
        }
    }

    private static List<ProcoreChangeOrder> approved(Company company) {
        return company.changeOrders().stream()
                .filter(change -> change.status().equals("approved"))
                .toList();
    }

    private static void assertWithinBudget(JsonNode run, long changed) {
        assertThat(run.path("errors")).isEmpty();
        assertThat(run.path("calls").decimalValue())
                .isLessThanOrEqualTo(CALLS_A_CHANGED_ONE.multiply(BigDecimal.valueOf(changed)));
    }
}
