package io.ccobridge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two change orders never get one number in a job, also when they come at the same moment. */
class NumberRaceTest {

    private static final int THREADS = 6;
    private static final int EACH = 8;

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void everyoneThatComesAtTheSameMomentIsParkedUnderANumberOfItsOwn(Databases.Engine engine)
            throws Exception {
        try (QueueFixture fixture = new QueueFixture(engine)) {
            waitLongForLocks(fixture, engine);
            CyclicBarrier together = new CyclicBarrier(THREADS);
            List<Callable<Void>> people = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long first = 1 + (long) thread * EACH;
                people.add(
                        () -> {
                            for (long id = first; id < first + EACH; id++) {
                                // each has looked before any has taken
                                Candidate seen = fixture.numbers.propose(fixture.candidate(id));
                                together.await(1, TimeUnit.MINUTES);
                                fixture.arrivals.arrive(
                                        seen, List.of(), "{\"change_order\": " + id + "}", "d");
                            }
                            return null;
                        });
            }
            ExecutorService pool = Executors.newFixedThreadPool(THREADS);
            try {
                for (Future<Void> each : pool.invokeAll(people)) {
                    each.get();
                }
            } finally {
                pool.shutdownNow();
            }

            List<ChangeOrderRow> rows =
                    LongStream.rangeClosed(1, THREADS * EACH)
                            .mapToObj(id -> fixture.row(fixture.id(fixture.candidate(id))))
                            .toList();
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.state()).isEqualTo(State.READY_TO_EXPORT));
            assertThat(rows)
                    .extracting(ChangeOrderRow::changeRequestNumber)
                    .doesNotHaveDuplicates();
            assertThat(
                            fixture.jdbc
                                    .sql(
                                            "SELECT COUNT(*) FROM reserved_number WHERE scope LIKE 'job:%'")
                                    .query(Integer.class)
                                    .single())
                    .as("and none was reserved in vain")
                    .isEqualTo(THREADS * EACH);
        }
    }

    /** A machine that is busy with other things must not be taken for a deadlock. */
    private static void waitLongForLocks(QueueFixture fixture, Databases.Engine engine) {
        if (engine == Databases.Engine.H2) {
            fixture.jdbc.sql("SET DEFAULT_LOCK_TIMEOUT 60000").update();
            fixture.dataSource.getHikariPoolMXBean().softEvictConnections();
        }
    }
}
