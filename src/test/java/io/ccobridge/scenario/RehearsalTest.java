package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.LoggedLines;
import io.ccobridge.console.Rehearsal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The console's pages, made for nobody where there are many change orders. */
class RehearsalTest {

    @Test
    void pagesAreMadeForNobodyWhereThereIsMuchAndNothingIsDone() {
        try (World world = World.on(Databases.Engine.H2, Map.of());
                LoggedLines log = LoggedLines.of(Rehearsal.class)) {
            world.rehearse();
            assertThat(log.lines()).as("few change orders").isEmpty();
            new ConsoleAtScale(world).fill(Databases.Engine.H2, 1_000);
            long entries = entries(world);

            world.rehearse();

            // a page that cannot be made would have ended it
            assertThat(log.lines())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("INFO Rehearsed"));
            assertThat(entries(world)).isEqualTo(entries);
            assertThat(world.admin().get("/polls").path("items")).isEmpty();
        }
    }

    private static long entries(World world) {
        return world.admin().get("/audit?per_page=1").path("total").asLong();
    }
}
