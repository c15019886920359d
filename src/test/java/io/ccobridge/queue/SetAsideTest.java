package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.audit.Told;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents that the bridge failed at before they became change orders. */
class SetAsideTest {

    @ParameterizedTest
    @EnumSource(Databases.Engine.class)
    void theAuditTrailIsToldOfTheFirstFailureAndOfWhoHasItReadAgain(Databases.Engine engine) {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            fixture.arrivals.failed(101, "4711", 4711L, "The bridge failed at it.", "{}");
            fixture.arrivals.failed(101, "4711", 4711L, "The bridge failed at it.", "{}");
            fixture.arrivals.readAgainUnkept(101, "4711", 4711L, ADA, "from Procore");

            assertThat(Told.of(fixture.jdbc))
                    .containsExactly(
                            "system: unreadable 101/4711: Set aside, because it cannot be read:"
                                    + " The bridge failed at it.",
                            "ada: unreadable 101/4711: Read again from Procore.");
            assertThat(Told.lastDetail(fixture.jdbc))
                    .isEqualTo("{\"project_id\":101,\"procore_id\":4711}");
        }
    }
}
