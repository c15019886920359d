package io.ccobridge.sandbox.company;

import static io.ccobridge.sandbox.company.ProcoreLine.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What happens in the demo while one watches. */
class CompanyLifeTest {

    private final Company company = new Company(Clock.systemUTC());
    private final ProcoreCommitment contract =
            company.addProject("Harbor Tower", "24-101")
                    .addSubcontract("SC-001", company.addVendor("Acme Concrete", "ACME"));

    @Test
    void approvesADraftThenRaisesOneThenVoidsOneAndStops() {
        ProcoreChangeOrder only =
                contract.addChangeOrder("001", "Footing", line("03-300.S", "100.00"))
                        .setStatus("draft");
        try (CompanyLife life = new CompanyLife(company, new Random(1), 3)) {
            assertThat(life.step()).contains(only);
            assertThat(only.status()).isEqualTo("approved");
            assertThat(life.step()).contains(only);
            assertThat(only.total()).isEqualTo("225.0");
            assertThat(life.step()).contains(only);
            assertThat(only.status()).isEqualTo("void");

            only.setStatus("draft");
            assertThat(life.step()).isEmpty();
            assertThat(only.status()).isEqualTo("draft");
        }
    }

    @Test
    void goesOnByItself() {
        ProcoreChangeOrder draft =
                contract.addChangeOrder("001", "Footing", line("03-300.S", "100.00"))
                        .setStatus("draft");
        try (CompanyLife life = new CompanyLife(company, new Random(1), 1)) {
            life.start(Duration.ofMillis(20));
            await().untilAsserted(() -> assertThat(draft.status()).isEqualTo("approved"));
        }
    }
}
