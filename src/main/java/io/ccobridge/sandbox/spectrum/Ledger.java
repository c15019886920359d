package io.ccobridge.sandbox.spectrum;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Every effect that calls have had, in order, and the change requests that came of them. Nothing is
 * ever taken out. Amounts have two decimals.
 */
public final class Ledger {

    private static final BigDecimal ZERO = new BigDecimal("0.00");

    /** Bodies of older calls are dropped, so that a long run does not fill the memory. */
    private static final int REQUESTS_KEPT = 5_000;

    private record WrittenLine(ChangeRequestKey changeRequest, CostLineKey line) {}

    private final Map<ChangeRequestKey, ChangeRequest> changeRequests = new LinkedHashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<ReceivedCall> calls = new ArrayList<>();

    /** As they stand, in the order in which they were first written. */
    public synchronized List<ChangeRequest> changeRequests() {
        return List.copyOf(changeRequests.values());
    }

    /**
     * @throws IllegalStateException when jobs or customers share the number; ask by key then
     */
    public synchronized Optional<ChangeRequest> changeRequest(String number) {
        List<ChangeRequest> found =
                changeRequests.values().stream()
                        .filter(c -> c.key().number().equals(number))
                        .toList();
        if (found.size() > 1) {
            throw new IllegalStateException(number + " stands " + found.size() + " times");
        }
        return found.stream().findFirst();
    }

    public synchronized Optional<ChangeRequest> changeRequest(ChangeRequestKey key) {
        return Optional.ofNullable(changeRequests.get(key));
    }

    /** Sum of {@code Change_Request_Amount} over everything. */
    public BigDecimal total() {
        return changeRequests().stream().map(ChangeRequest::total).reduce(ZERO, BigDecimal::add);
    }

    /** Zero when there is no such change request. */
    public BigDecimal total(String changeRequestNumber) {
        return changeRequest(changeRequestNumber).map(ChangeRequest::total).orElse(ZERO);
    }

    /**
     * {@code Change_Request_Amount} by phase and cost type with a blank between ({@code 033000 S});
     * lines that differ only in subcontract or billing item are added up.
     */
    public Map<String, BigDecimal> amounts(String changeRequestNumber) {
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        changeRequest(changeRequestNumber).stream()
                .flatMap(c -> c.lines().stream())
                .forEach(
                        l ->
                                amounts.merge(
                                        l.key().phase() + " " + l.key().costType(),
                                        l.amount(),
                                        BigDecimal::add));
        return amounts;
    }

    /** Sum of {@code Sub_Amount} over a vendor's subcontracts, whatever the {@code Sub_Status}. */
    public BigDecimal vendorTotal(String vendor) {
        return subcontractAmounts(l -> l.key().subcontractor().equals(vendor));
    }

    /** Sum of {@code Sub_Amount} over one subcontract, whatever the {@code Sub_Status}. */
    public BigDecimal subcontractTotal(String vendor, String subcontract) {
        return subcontractAmounts(
                l ->
                        l.key().subcontractor().equals(vendor)
                                && l.key().subcontract().equals(subcontract));
    }

    public synchronized List<Effect> effects() {
        return List.copyOf(effects);
    }

    /** In the order in which they were answered. */
    public synchronized List<ReceivedCall> calls() {
        return List.copyOf(calls);
    }

    public List<ReceivedCall> calls(String method) {
        return calls().stream().filter(c -> c.method().equals(method)).toList();
    }

    public synchronized Audit audit() {
        Map<WrittenLine, List<BigDecimal>> amounts = new LinkedHashMap<>();
        for (Effect effect : effects) {
            List<BigDecimal> told =
                    amounts.computeIfAbsent(
                            new WrittenLine(effect.changeRequest(), effect.line()),
                            k -> new ArrayList<>());
            if (told.isEmpty() || !told.get(told.size() - 1).equals(effect.amountAfter())) {
                told.add(effect.amountAfter());
            }
        }
        List<Audit.Rewritten> rewritten = new ArrayList<>();
        amounts.forEach(
                (written, told) -> {
                    if (told.size() > 1) {
                        rewritten.add(
                                new Audit.Rewritten(written.changeRequest(), written.line(), told));
                    }
                });
        long autoCreated =
                changeRequests.values().stream().filter(ChangeRequest::autoCreated).count();
        return new Audit((int) autoCreated, rewritten);
    }

    synchronized void write(Effect effect, ChangeRequest after) {
        effects.add(effect);
        changeRequests.put(after.key(), after);
    }

    synchronized void received(ReceivedCall call) {
        calls.add(call);
        int old = calls.size() - 1 - REQUESTS_KEPT;
        if (old >= 0) {
            calls.set(old, calls.get(old).withoutRequest());
        }
    }

    private BigDecimal subcontractAmounts(Predicate<CostLine> of) {
        return changeRequests().stream()
                .flatMap(c -> c.lines().stream())
                .filter(of)
                .map(CostLine::subcontractAmount)
                .reduce(ZERO, BigDecimal::add);
    }
}
