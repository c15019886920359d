package io.ccobridge.sandbox.spectrum;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What the company has on file: jobs, phases, vendors, subcontracts, status codes, and which dates
 * are open. May be changed while the sandbox runs; every add with a key that is there replaces.
 *
 * <p>A method that changes what is not there throws {@link IllegalArgumentException}.
 */
public final class Books {

    /**
     * @param customerCode the contract customer; empty when the job has none
     * @param status {@code A}ctive, {@code I}nactive or {@code C}omplete
     */
    record Job(String number, String description, String customerCode, String status) {}

    record Phase(String job, String code, String costType, String description, String status) {}

    record Vendor(String code, String name, boolean active) {}

    /** A subcontract is known by vendor and number, across jobs. */
    record Subcontract(String vendor, String number, BigDecimal amount, Set<String> bidItems) {}

    private final Map<String, Job> jobs = new TreeMap<>();
    private final Map<String, Phase> phases = new TreeMap<>();
    private final Map<String, Vendor> vendors = new TreeMap<>();
    private final Map<String, Subcontract> subcontracts = new HashMap<>();
    private final Map<String, ActionType> statusCodes = new HashMap<>();
    private DateRange receivableDates;
    private DateRange payableDates;

    /** At first two years to either side of today are open. */
    Books(LocalDate today) {
        openDates(today.minusYears(2), today.plusYears(2));
    }

    /**
     * An active job.
     *
     * @param customerCode null: it has no contract customer, so nothing can be changed on it
     */
    public synchronized Books addJob(String number, String description, String customerCode) {
        String customer = customerCode == null ? "" : customerCode;
        jobs.put(number, new Job(number, description, customer, "A"));
        return this;
    }

    public synchronized Books setCustomer(String job, String customerCode) {
        String customer = customerCode == null ? "" : customerCode;
        return change(jobs, job, j -> new Job(j.number(), j.description(), customer, j.status()));
    }

    /**
     * @param status {@code A}, {@code I} or {@code C}
     */
    public synchronized Books setJobStatus(String job, String status) {
        return change(
                jobs,
                job,
                j -> new Job(j.number(), j.description(), j.customerCode(), known(status)));
    }

    public Books completeJob(String job) {
        return setJobStatus(job, "C");
    }

    /**
     * An active phase with one cost type; a phase with two is added twice.
     *
     * @param phase without dashes
     */
    public synchronized Books addPhase(
            String job, String phase, String costType, String description) {
        phases.put(key(job, phase, costType), new Phase(job, phase, costType, description, "A"));
        return this;
    }

    /**
     * @param status {@code A}, {@code I} or {@code C}
     */
    public synchronized Books setPhaseStatus(
            String job, String phase, String costType, String status) {
        return change(
                phases,
                key(job, phase, costType),
                p -> new Phase(p.job(), p.code(), p.costType(), p.description(), known(status)));
    }

    public Books completePhase(String job, String phase, String costType) {
        return setPhaseStatus(job, phase, costType, "C");
    }

    public synchronized Books addVendor(String code, String name) {
        vendors.put(code, new Vendor(code, name, true));
        return this;
    }

    /** It is no longer listed, and no change request may name it. */
    public synchronized Books deactivateVendor(String code) {
        return change(vendors, code, v -> new Vendor(v.code(), v.name(), false));
    }

    public Books addSubcontract(String vendor, String number) {
        return addSubcontract(vendor, number, new BigDecimal("0.00"));
    }

    /**
     * @param amount what a blank {@code Sub_Amount} stands for (facts/spectrum-api.md 2.2)
     */
    public synchronized Books addSubcontract(String vendor, String number, BigDecimal amount) {
        subcontracts.put(key(vendor, number), new Subcontract(vendor, number, amount, Set.of()));
        return this;
    }

    /** A billing item of the subcontract's phase detail. */
    public synchronized Books addBidItem(String vendor, String subcontract, String item) {
        return change(
                subcontracts,
                key(vendor, subcontract),
                s -> {
                    Set<String> items = new HashSet<>(s.bidItems());
                    items.add(item);
                    return new Subcontract(s.vendor(), s.number(), s.amount(), Set.copyOf(items));
                });
    }

    /**
     * @param code at most 2 characters, the site's own
     */
    public synchronized Books addStatusCode(String code, ActionType actionType) {
        statusCodes.put(code, actionType);
        return this;
    }

    /** Opens A/R and A/P for these days, and no others. */
    public Books openDates(LocalDate from, LocalDate to) {
        return openReceivableDates(from, to).openPayableDates(from, to);
    }

    public synchronized Books openReceivableDates(LocalDate from, LocalDate to) {
        receivableDates = new DateRange(from, to);
        return this;
    }

    public synchronized Books openPayableDates(LocalDate from, LocalDate to) {
        payableDates = new DateRange(from, to);
        return this;
    }

    /** Closes every day before this one in A/R and A/P; later days stay as they are. */
    public synchronized Books closeDatesBefore(LocalDate firstOpen) {
        receivableDates = new DateRange(firstOpen, receivableDates.to());
        payableDates = new DateRange(firstOpen, payableDates.to());
        return this;
    }

    synchronized Optional<Job> job(String number) {
        return Optional.ofNullable(jobs.get(number));
    }

    synchronized List<Job> jobs() {
        return List.copyOf(jobs.values());
    }

    synchronized List<Phase> phases() {
        return List.copyOf(phases.values());
    }

    synchronized boolean hasPhase(String job, String phase) {
        return phases.values().stream()
                .anyMatch(p -> p.job().equals(job) && p.code().equals(phase));
    }

    synchronized Optional<Phase> phase(String job, String phase, String costType) {
        return Optional.ofNullable(phases.get(key(job, phase, costType)));
    }

    synchronized Optional<Vendor> vendor(String code) {
        return Optional.ofNullable(vendors.get(code));
    }

    synchronized List<Vendor> activeVendors() {
        return vendors.values().stream().filter(Vendor::active).toList();
    }

    synchronized Optional<Subcontract> subcontract(String vendor, String number) {
        return Optional.ofNullable(subcontracts.get(key(vendor, number)));
    }

    synchronized Optional<ActionType> actionType(String statusCode) {
        return Optional.ofNullable(statusCodes.get(statusCode));
    }

    synchronized DateRange receivableDates() {
        return receivableDates;
    }

    synchronized DateRange payableDates() {
        return payableDates;
    }

    private <T> Books change(Map<String, T> map, String key, UnaryOperator<T> change) {
        if (map.computeIfPresent(key, (k, old) -> change.apply(old)) == null) {
            throw new IllegalArgumentException("not on file: " + key.replace('\t', ' '));
        }
        return this;
    }

    private static String known(String status) {
        if (!List.of("A", "I", "C").contains(status)) {
            throw new IllegalArgumentException("status A, I or C, not " + status);
        }
        return status;
    }

    // sorts by the first part, then the next
    private static String key(String... parts) {
        return String.join("\t", parts);
    }
}
