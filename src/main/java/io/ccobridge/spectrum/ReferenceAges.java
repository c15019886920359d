package io.ccobridge.spectrum;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How old what the bridge knows of Spectrum is. */
public final class ReferenceAges {

    /**
     * @param what for example {@code vendors} or {@code phases of job 24-101}
     * @param readAt null when it has never been read
     * @param whole false when Spectrum said that it gave only some of it
     */
    public record Age(String what, Instant readAt, boolean whole) {}

    private final JdbcClient jdbc;

    public ReferenceAges(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Of all that an export to that job leans on.
     *
     * @param job null when it is not known
     */
    public List<Age> of(String job) {
        Map<String, String> wanted = new HashMap<>();
        List<String> order = new ArrayList<>(List.of("jobs", "vendors"));
        order.forEach(what -> wanted.put(what, what));
        if (job != null) {
            order.add("phases:" + job);
            wanted.put("phases:" + job, "phases of job " + job);
        }
        Map<String, Age> found = new HashMap<>();
        jdbc.sql(
                        "SELECT what, refreshed_at, complete FROM reference_refresh WHERE what IN"
                                + " (:wanted)")
                .param("wanted", order)
                .query(
                        row -> {
                            String what = row.getString("what");
                            found.put(
                                    what,
                                    new Age(
                                            wanted.get(what),
                                            row.getObject("refreshed_at", OffsetDateTime.class)
                                                    .toInstant(),
                                            row.getBoolean("complete")));
                        });
        return order.stream()
                .map(what -> found.getOrDefault(what, new Age(wanted.get(what), null, false)))
                .toList();
    }
}
