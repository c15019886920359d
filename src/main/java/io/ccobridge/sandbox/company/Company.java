package io.ccobridge.sandbox.company;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A general contractor as Procore holds it, alive: what is added or changed here is what the
 * sandbox Procore answers from then on. Every change moves {@code updated_at} to the clock's now,
 * in whole seconds, as Procore shows it. Safe for several threads; the monitor of the company
 * guards all that is in it.
 */
public final class Company {

    /** Ids beyond 32 bits, as real ones are (facts/procore-api.md 1.1). */
    private static final long FIRST_ID = 562_949_953_421_312L;

    private final Clock clock;
    private final String name;
    private final Map<Long, ProcoreProject> projects = new LinkedHashMap<>();
    private final Map<Long, ProcoreVendor> vendors = new LinkedHashMap<>();
    private final Map<String, ProcoreLineItemType> lineItemTypes = new LinkedHashMap<>();
    private long lastId = FIRST_ID;
    private final long id = nextId();

    public Company(Clock clock) {
        this(clock, "Northgate Builders");
    }

    public Company(Clock clock, String name) {
        this.clock = clock;
        this.name = name;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    /**
     * A project that is active and visible, in New York's time zone, without ERP fields: it is tied
     * to Spectrum by its number alone.
     *
     * @param number the project number, which is the job number where the two systems agree; may be
     *     null
     */
    public synchronized ProcoreProject addProject(String name, String number) {
        ProcoreProject project = new ProcoreProject(this, name, number);
        projects.put(project.id(), project);
        return project;
    }

    /**
     * An active company of the directory.
     *
     * @param originCode the Spectrum vendor code; null for one that is not linked
     */
    public synchronized ProcoreVendor addVendor(String name, String originCode) {
        ProcoreVendor vendor = new ProcoreVendor(this, name);
        vendor.setOriginCode(originCode);
        vendors.put(vendor.id(), vendor);
        return vendor;
    }

    public synchronized List<ProcoreProject> projects() {
        return List.copyOf(projects.values());
    }

    public synchronized List<ProcoreVendor> vendors() {
        return List.copyOf(vendors.values());
    }

    /** The cost types that the lines of all projects use. */
    public synchronized List<ProcoreLineItemType> lineItemTypes() {
        return List.copyOf(lineItemTypes.values());
    }

    public synchronized List<ProcoreCommitment> commitments() {
        return all(ProcoreProject::commitments);
    }

    public synchronized List<ProcoreChangeOrder> changeOrders() {
        return all(ProcoreProject::changeOrders);
    }

    private <T> List<T> all(Function<ProcoreProject, List<T>> of) {
        List<T> all = new ArrayList<>();
        projects.values().forEach(project -> all.addAll(of.apply(project)));
        return all;
    }

    public synchronized Optional<ProcoreProject> project(long id) {
        return Optional.ofNullable(projects.get(id));
    }

    public synchronized Optional<ProcoreVendor> vendor(long id) {
        return Optional.ofNullable(vendors.get(id));
    }

    public synchronized Optional<ProcoreCommitment> commitment(long id) {
        return projects.values().stream().flatMap(p -> p.commitment(id).stream()).findFirst();
    }

    public synchronized Optional<ProcoreChangeOrder> changeOrder(long id) {
        return projects.values().stream().flatMap(p -> p.changeOrder(id).stream()).findFirst();
    }

    /** Nobody else changes anything meanwhile: for answers that must agree with themselves. */
    public synchronized <T> T still(Supplier<T> reading) {
        return reading.get();
    }

    synchronized ProcoreLineItemType lineItemType(String code) {
        return lineItemTypes.computeIfAbsent(code, c -> ProcoreLineItemType.of(nextId(), c));
    }

    synchronized long nextId() {
        return ++lastId;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
