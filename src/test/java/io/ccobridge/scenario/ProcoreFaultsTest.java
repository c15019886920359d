package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.company.ProcoreProject.Access;
import io.ccobridge.sandbox.procore.Fault;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever Procore does to a poll: it completes, nothing is lost and nothing is taken twice. On one
 * engine only: most of this is waiting, and what a poll writes is the same as without faults.
 */
class ProcoreFaultsTest {

    private static final int PAGE_SIZE = 3;

    private static World world;
    private static Site site;

    @BeforeAll
    static void open() {
        world =
                World.on(
                        Databases.Engine.POSTGRESQL,
                        Map.of("procore.page-size", Integer.toString(PAGE_SIZE)));
        site = world.site();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @AfterEach
    void mend() {
        world.clearFaults();
    }

    @Test
    void aPollWaitsForALimitToPassAndIsNotGivenUp() {
        List<ProcoreChangeOrder> added = add(site, 1);
        world.procore.faults().next(Fault.TOO_MANY_REQUESTS);
        world.procore.faults().next(Fault.UNAVAILABLE);
        world.procore.setRetryAfter(true);
        world.procore.faults().next(Fault.TOO_MANY_REQUESTS, 1, "line_items");
        assertTaken(added, world.poll());
        world.procore.setRetryAfter(false);
    }

    @Test
    void aTokenThatExpiresInTheMiddleOfAPollIsRenewed() {
        List<ProcoreChangeOrder> added = add(site, PAGE_SIZE + 1);
        world.procore.faults().next(Fault.EXPIRED_TOKEN, 1, "page=2");
        world.procore.faults().next(Fault.EXPIRED_TOKEN, 1, "line_items");
        assertTaken(added, world.poll());
    }

    @Test
    void aCallThatIsLostIsMadeAgain() {
        List<ProcoreChangeOrder> added = add(site, 3);
        world.procore.faults().next(Fault.CONNECTION_RESET, 1, path(site));
        world.procore.faults().next(Fault.TRUNCATED_BODY, 1, path(site));
        Fault[] faults = {Fault.CUT_OFF, Fault.BAD_PAGE, Fault.SERVER_ERROR};
        for (int i = 0; i < faults.length; i++) {
            world.procore.faults().next(faults[i], 1, added.get(i).id() + "/line_items");
        }
        assertTaken(added, world.poll());
    }

    @Test
    void aPageThatCannotBeReadIsNamedAndStopsNoneOfTheOthers() {
        Site other = world.site();
        List<ProcoreChangeOrder> added = add(other, 3 * PAGE_SIZE);
        world.procore.faults().always(Fault.BAD_PAGE, path(other) + ".*page=2");
        JsonNode run = world.poll();
        assertThat(run.path("state").asText()).isEqualTo("done");
        assertThat(run.path("errors")).singleElement().satisfies(e -> assertNames(e, other));
        assertThat(run.path("new").asInt()).isBetween(PAGE_SIZE, 2 * PAGE_SIZE);

        world.clearFaults();
        world.poll();
        added.forEach(change -> assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT"));
    }

    @Test
    void aProjectThatCannotBeReadIsNamedAndStopsNoneOfTheOthers() {
        Site closed = world.site();
        Site after = world.site();
        List<ProcoreChangeOrder> hidden = add(closed, 1);
        List<ProcoreChangeOrder> open = add(after, 1);
        closed.project.setAccess(Access.FORBIDDEN);
        JsonNode run = world.poll();
        assertThat(run.path("state").asText()).isEqualTo("done");
        assertThat(run.path("errors")).singleElement().satisfies(e -> assertNames(e, closed));
        assertThat(world.state(open.get(0))).isEqualTo("READY_TO_EXPORT");

        closed.project.setAccess(Access.FULL);
        assertTaken(hidden, world.poll());
    }

    @Test
    void aChangeOrderWhoseLinesCannotBeHadNowIsNamedAndComesWithTheNextPoll() {
        List<ProcoreChangeOrder> added = add(site, 2);
        world.procore.faults().always(Fault.SERVER_ERROR, added.get(0).id() + "/line_items");
        JsonNode run = world.poll();
        assertThat(run.path("errors")).hasSize(1);
        assertThat(world.state(added.get(1))).isEqualTo("READY_TO_EXPORT");
        world.clearFaults();
        assertTaken(added.subList(0, 1), world.poll());
    }

    private static List<ProcoreChangeOrder> add(Site at, int count) {
        return IntStream.range(0, count).mapToObj(i -> at.changeOrder("1.25")).toList();
    }

    private static String path(Site at) {
        return "/projects/" + at.project.id() + "/commitment_change_orders";
    }

    /** All of them by this poll, without an error, and by the next one none again. */
    private static void assertTaken(List<ProcoreChangeOrder> added, JsonNode run) {
        assertThat(run.path("state").asText()).isEqualTo("done");
        assertThat(run.path("errors")).isEmpty();
        assertThat(run.path("new").asInt()).isEqualTo(added.size());
        for (ProcoreChangeOrder change : added) {
            assertThat(world.all())
                    .filteredOn(item -> item.path("procore_id").asLong() == change.id())
                    .hasSize(1);
            assertThat(world.state(change)).isEqualTo("READY_TO_EXPORT");
        }
        JsonNode next = world.poll();
        assertThat(next.path("new").asInt() + next.path("changed").asInt()).isZero();
    }

    private static void assertNames(JsonNode error, Site at) {
        assertThat(error.path("project_id").asLong()).isEqualTo(at.project.id());
        assertThat(error.path("message").asText()).isNotBlank();
    }
}
