package io.ccobridge.sandbox.company;

import io.ccobridge.changeorder.Commitment.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project with its contracts, change orders and cost codes. */
public final class ProcoreProject extends ErpRecord<ProcoreProject> {

    /** What a service account may see of a project (facts/procore-api.md 3). */
    public enum Access {
        FULL,
        /** Listed, but every call into it is answered with 403. */
        FORBIDDEN,
        /** Not listed, and every call into it is answered with 404. */
        HIDDEN
    }

    private final Map<Long, ProcoreCommitment> commitments = new LinkedHashMap<>();
    private final Map<Long, ProcoreChangeOrder> changeOrders = new LinkedHashMap<>();
    private final List<ProcoreChangeOrder> deleted = new ArrayList<>();
    private final List<PrimeChangeOrder> primeChangeOrders = new ArrayList<>();
    private final Map<String, ProcoreCostCode> costCodes = new LinkedHashMap<>();
    private final Map<String, ProcoreWbsCode> wbsCodes = new LinkedHashMap<>();
    private final RawDocuments rawChangeOrders = new RawDocuments();
    private String name;
    private String number;
    private int tiers = 1;
    private boolean active = true;
    private Access access = Access.FULL;
    private String timeZone = "Eastern Time (US & Canada)";
    private String tzName = "America/New_York";

    ProcoreProject(Company company, String name, String number) {
        super(company);
        this.name = name;
        this.number = number;
    }

    /** An approved subcontract that is linked to the Spectrum subcontract of the same number. */
    public ProcoreCommitment addSubcontract(String number, ProcoreVendor vendor) {
        return add(new ProcoreCommitment(this, Kind.SUBCONTRACT, number, vendor));
    }

    /** An approved purchase order, linked likewise. */
    public ProcoreCommitment addPurchaseOrder(String number, ProcoreVendor vendor) {
        return add(new ProcoreCommitment(this, Kind.PURCHASE_ORDER, number, vendor));
    }

    private ProcoreCommitment add(ProcoreCommitment commitment) {
        return read(
                () -> {
                    commitments.put(commitment.id(), commitment);
                    return commitment.setOriginCode(commitment.number());
                });
    }

    ProcoreChangeOrder add(ProcoreChangeOrder changeOrder) {
        return read(
                () -> {
                    changeOrders.put(changeOrder.id(), changeOrder);
                    return changeOrder;
                });
    }

    void remove(ProcoreChangeOrder changeOrder) {
        changeOrders.remove(changeOrder.id());
        deleted.add(changeOrder);
    }

    /** Those that were deleted. */
    public List<ProcoreChangeOrder> deleted() {
        return read(() -> List.copyOf(deleted));
    }

    /**
     * A change order of the prime contract, which the list of packages has beside those of ours.
     */
    public PrimeChangeOrder addPrimeChangeOrder(String number, String title, String amount) {
        return read(
                () -> {
                    // all of one contract
                    long contract =
                            primeChangeOrders.isEmpty()
                                    ? company().nextId()
                                    : primeChangeOrders.get(0).contractId();
                    PrimeChangeOrder added =
                            new PrimeChangeOrder(
                                    company().nextId(),
                                    contract,
                                    number,
                                    title,
                                    amount,
                                    company().now());
                    primeChangeOrders.add(added);
                    return added;
                });
    }

    public List<PrimeChangeOrder> primeChangeOrders() {
        return read(() -> List.copyOf(primeChangeOrders));
    }

    /** Of the change orders of its commitments: 1, 2 or 3. */
    public int tiers() {
        return read(() -> tiers);
    }

    /** Procore lets a project go up at any time, and down only without change orders. */
    public ProcoreProject setTiers(int value) {
        return change(() -> tiers = value);
    }

    /** The cost code, added under this name if the project has it not yet. */
    public ProcoreCostCode costCode(String code, String name) {
        return read(
                () ->
                        costCodes.computeIfAbsent(
                                code, c -> new ProcoreCostCode(company(), c, name)));
    }

    /**
     * The WBS code, added with its cost code and cost type if the project has it not yet.
     *
     * @param flatCode {@code <cost code>.<cost type>}, or a cost code alone
     */
    public ProcoreWbsCode wbsCode(String flatCode) {
        return read(() -> wbsCodes.computeIfAbsent(flatCode, this::newWbsCode));
    }

    private ProcoreWbsCode newWbsCode(String flatCode) {
        int dot = flatCode.lastIndexOf('.');
        String code = dot < 0 ? flatCode : flatCode.substring(0, dot);
        ProcoreCostCode costCode = costCode(code, "Cost code " + code);
        ProcoreLineItemType type =
                dot < 0 ? null : company().lineItemType(flatCode.substring(dot + 1));
        if (type != null) {
            costCode.add(type);
        }
        return new ProcoreWbsCode(company().nextId(), flatCode, costCode, type, company().now());
    }

    /**
     * A document that stands in the project's list of change orders exactly as it is given, valid
     * JSON or not, after all others and whatever is filtered for (a filter for another id apart). A
     * second one with the same readable id takes the first one's place. To replace the document of
     * a change order that exists, see {@link ProcoreChangeOrder#putRaw}.
     */
    public void putRawChangeOrder(String json) {
        synchronized (company()) {
            rawChangeOrders.put(json);
        }
    }

    public void removeRawChangeOrders() {
        synchronized (company()) {
            rawChangeOrders.clear();
        }
    }

    public RawDocuments rawChangeOrders() {
        return rawChangeOrders;
    }

    public String name() {
        return read(() -> name);
    }

    public String number() {
        return read(() -> number);
    }

    public boolean active() {
        return read(() -> active);
    }

    public Access access() {
        return read(() -> access);
    }

    public String timeZone() {
        return read(() -> timeZone);
    }

    public String tzName() {
        return read(() -> tzName);
    }

    public List<ProcoreCommitment> commitments() {
        return read(() -> List.copyOf(commitments.values()));
    }

    public List<ProcoreChangeOrder> changeOrders() {
        return read(() -> List.copyOf(changeOrders.values()));
    }

    public List<ProcoreCostCode> costCodes() {
        return read(() -> List.copyOf(costCodes.values()));
    }

    public List<ProcoreWbsCode> wbsCodes() {
        return read(() -> List.copyOf(wbsCodes.values()));
    }

    public Optional<ProcoreCommitment> commitment(long id) {
        return read(() -> Optional.ofNullable(commitments.get(id)));
    }

    public Optional<ProcoreChangeOrder> changeOrder(long id) {
        return read(() -> Optional.ofNullable(changeOrders.get(id)));
    }

    public ProcoreProject setName(String value) {
        return change(() -> name = value);
    }

    public ProcoreProject setNumber(String value) {
        return change(() -> number = value);
    }

    public ProcoreProject setActive(boolean value) {
        return change(() -> active = value);
    }

    public ProcoreProject setAccess(Access value) {
        return change(() -> access = value);
    }

    /**
     * @param rails the name Procore shows, for example {@code Mountain Time (US & Canada)}; null
     *     where it gives none
     * @param tz the name of the time zone database; null where it gives none
     */
    public ProcoreProject setTimeZone(String rails, String tz) {
        return change(
                () -> {
                    timeZone = rails;
                    tzName = tz;
                });
    }

    @Override
    ProcoreProject self() {
        return this;
    }
}
