package io.ccobridge.sandbox.company;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The people of a company at work: in turn they approve a draft, raise the first line of an
 * approved change order, and void one. They stop after a number of steps, so that a demo that is
 * left alone does not void everything.
 */
public final class CompanyLife implements AutoCloseable {

    private final Company company;
    private final RandomGenerator random;
    private final ScheduledExecutorService schedule =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "company-life");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final int steps;
    private int taken;

    /**
     * @param steps how many there are in all
     */
    public CompanyLife(Company company, RandomGenerator random, int steps) {
        this.company = company;
        this.random = random;
        this.steps = steps;
    }

    /** The first step comes one period from now. */
    public CompanyLife start(Duration period) {
        schedule.scheduleAtFixedRate(
                this::step, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * One step, unless all are taken.
     *
     * @return the change order that was changed; empty when there was none to change
     */
    public synchronized Optional<ProcoreChangeOrder> step() {
        if (taken == steps) {
            schedule.shutdown();
            return Optional.empty();
        }
        int kind = taken++ % 3;
        return company.still(
                () ->
                        switch (kind) {
                            case 0 -> any("draft").map(ProcoreChangeOrder::approve);
                            case 1 -> any("approved").map(CompanyLife::raise);
                            default -> any("approved").map(ProcoreChangeOrder::makeVoid);
                        });
    }

    private Optional<ProcoreChangeOrder> any(String status) {
        List<ProcoreChangeOrder> found =
                company.changeOrders().stream()
                        .filter(c -> c.status().equals(status) && !c.lines().isEmpty())
                        .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get(random.nextInt(found.size())));
    }

    private static ProcoreChangeOrder raise(ProcoreChangeOrder changeOrder) {
        List<ProcoreLine> lines = new ArrayList<>(changeOrder.lines());
        ProcoreLine first = lines.get(0);
        String raised = first.value().add(new BigDecimal("125.00")).toPlainString();
        lines.set(0, ProcoreLine.line(first.wbsCode(), raised, first.description()));
        return changeOrder.setLines(lines);
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
