package io.ccobridge.spectrum;

import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Phase;
import io.ccobridge.changeorder.SpectrumVendor;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What Spectrum holds, as last read. A list is taken in one transaction. Only a whole list takes
 * anything away, and an empty one never does where there was something: Spectrum has been seen to
 * answer a good question with no rows (facts/spectrum-api.md 1.3).
 */
public final class ReferenceTables {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceTables.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public ReferenceTables(DataSource dataSource, Clock clock) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.clock = clock;
    }

    /**
     * A job that was listed and is no longer becomes complete: Spectrum lists the active and the
     * inactive ones only (facts/spectrum-api.md 8.2), so it is complete, removed, or hidden from
     * us; in each case nothing may be exported to it. The next list that has it brings it back.
     */
    public void takeJobs(Listing<Job> jobs) {
        take(
                "jobs",
                jobs,
                count("SELECT COUNT(*) FROM spectrum_job"),
                jobs.whole(),
                () -> {
                    if (jobs.whole()) {
                        jdbc.update("UPDATE spectrum_job SET status = 'C'");
                    }
                    batch(
                            "DELETE FROM spectrum_job WHERE number = ?",
                            jobs,
                            job -> new Object[] {job.number()});
                    batch(
                            "INSERT INTO spectrum_job (number, description, customer_code, status)"
                                    + " VALUES (?, ?, ?, ?)",
                            jobs,
                            job ->
                                    new Object[] {
                                        job.number(),
                                        job.description(),
                                        job.customerCode(),
                                        job.status()
                                    });
                });
    }

    /** A vendor that was listed and is no longer becomes inactive: only active ones are listed. */
    public void takeVendors(Listing<SpectrumVendor> vendors) {
        take(
                "vendors",
                vendors,
                count("SELECT COUNT(*) FROM spectrum_vendor"),
                vendors.whole(),
                () -> {
                    if (vendors.whole()) {
                        jdbc.update("UPDATE spectrum_vendor SET active = FALSE");
                    }
                    batch(
                            "DELETE FROM spectrum_vendor WHERE code = ?",
                            vendors,
                            vendor -> new Object[] {vendor.code()});
                    batch(
                            "INSERT INTO spectrum_vendor (code, name, active) VALUES (?, ?, ?)",
                            vendors,
                            vendor -> new Object[] {vendor.code(), vendor.name(), vendor.active()});
                });
    }

    /** All phases of a job: one that was listed and is no longer goes. */
    public void takePhases(@Variable("job") String job, @Body Listing<Phase> phases) {
        take(
                "phases:" + job,
                phases,
                count("SELECT COUNT(*) FROM spectrum_phase WHERE job_number = ?", job),
                phases.whole(),
                () -> {
                    if (phases.whole()) {
                        jdbc.update("DELETE FROM spectrum_phase WHERE job_number = ?", job);
                    }
                    putPhases(job, phases);
                });
    }

    /**
     * The phases of a job with one cost type, asked for because Spectrum did not give all at once.
     * The job stays incomplete: it may have a cost type that nobody has seen yet.
     */
    public void takePhasesOfCostType(
            @Variable("job") String job,
            @Variable("costType") String costType,
            @Body Listing<Phase> phases) {
        take(
                "phases:" + job,
                phases,
                count(
                        "SELECT COUNT(*) FROM spectrum_phase WHERE job_number = ? AND cost_type = ?",
                        job,
                        costType),
                false,
                () -> {
                    if (phases.whole()) {
                        jdbc.update(
                                "DELETE FROM spectrum_phase WHERE job_number = ? AND cost_type = ?",
                                job,
                                costType);
                    }
                    putPhases(job, phases);
                });
    }

    /** The numbers of the jobs that are not complete. */
    public List<String> openJobs() {
        return jdbc.queryForList(
                "SELECT number FROM spectrum_job WHERE status <> 'C' ORDER BY number",
                String.class);
    }

    /** Every cost type that any job has. */
    public List<String> costTypes() {
        return jdbc.queryForList(
                "SELECT DISTINCT cost_type FROM spectrum_phase ORDER BY cost_type", String.class);
    }

    private void take(
            String what, Listing<?> listing, int known, boolean complete, Runnable write) {
        boolean lostAll = listing.rows().isEmpty() && known > 0;
        if (lostAll) {
            LOG.warn(
                    "Spectrum listed none of its {}, where it had listed {}: these are kept.",
                    what,
                    known);
        }
        transaction.executeWithoutResult(
                status -> {
                    // first, so that two refreshes of the same thing come one after the other
                    remember(what, complete && !lostAll);
                    if (!lostAll) {
                        write.run();
                    }
                });
    }

    private void remember(String what, boolean complete) {
        Timestamp now = Timestamp.from(clock.instant());
        int updated =
                jdbc.update(
                        "UPDATE reference_refresh SET refreshed_at = ?, complete = ? WHERE what = ?",
                        now,
                        complete,
                        what);
        if (updated == 0) {
            jdbc.update(
                    "INSERT INTO reference_refresh (what, refreshed_at, complete) VALUES (?, ?, ?)",
                    what,
                    now,
                    complete);
        }
    }

    private void putPhases(String job, Listing<Phase> phases) {
        batch(
                "DELETE FROM spectrum_phase WHERE job_number = ? AND code = ? AND cost_type = ?",
                phases,
                phase -> new Object[] {job, phase.code(), phase.costType()});
        batch(
                "INSERT INTO spectrum_phase (job_number, code, cost_type, description, status)"
                        + " VALUES (?, ?, ?, ?, ?)",
                phases,
                phase ->
                        new Object[] {
                            job, phase.code(), phase.costType(), phase.description(), phase.status()
                        });
    }

    private int count(String sql, Object... arguments) {
        return jdbc.queryForObject(sql, Integer.class, arguments);
    }

    private <T> void batch(String sql, Listing<T> listing, Function<T, Object[]> arguments) {
        jdbc.batchUpdate(sql, listing.rows().stream().map(arguments).toList());
    }
}
