package io.ccobridge.sandbox.company;

import io.ccobridge.changeorder.Commitment.Kind;
import java.math.BigDecimal;
import java.util.List;

/** A contract of a project: a subcontract (work order contract) or a purchase order. */
public final class ProcoreCommitment extends ErpRecord<ProcoreCommitment> {

    private final ProcoreProject project;
    private final Kind kind;
    private String number;
    private String title;
    private String status = "Approved";
    private String accountingMethod = "amount";
    private BigDecimal amount = BigDecimal.ZERO;
    private ProcoreVendor vendor;

    ProcoreCommitment(ProcoreProject project, Kind kind, String number, ProcoreVendor vendor) {
        super(project.company());
        this.project = project;
        this.kind = kind;
        this.number = number;
        this.title = vendor == null ? number : vendor.name();
        this.vendor = vendor;
    }

    /**
     * An approved change order of this contract, with the lines given; its total is their sum. WBS
     * codes that the project has not yet are added to it.
     */
    public ProcoreChangeOrder addChangeOrder(String number, String title, ProcoreLine... lines) {
        return addChangeOrder(number, title, List.of(lines));
    }

    public ProcoreChangeOrder addChangeOrder(String number, String title, List<ProcoreLine> lines) {
        return project.add(new ProcoreChangeOrder(this, number, title)).setLines(lines);
    }

    public ProcoreProject project() {
        return project;
    }

    public Kind kind() {
        return kind;
    }

    public String number() {
        return read(() -> number);
    }

    public String title() {
        return read(() -> title);
    }

    /** Title case, unlike that of change orders (facts/procore-api.md 1.7). */
    public String status() {
        return read(() -> status);
    }

    /** {@code amount}, or {@code unit}: then its lines are counted. */
    public String accountingMethod() {
        return read(() -> accountingMethod);
    }

    /** The original contract sum. */
    public BigDecimal amount() {
        return read(() -> amount);
    }

    /** The contract company; null when there is none yet. */
    public ProcoreVendor vendor() {
        return read(() -> vendor);
    }

    public ProcoreCommitment setNumber(String value) {
        return change(() -> number = value);
    }

    public ProcoreCommitment setTitle(String value) {
        return change(() -> title = value);
    }

    public ProcoreCommitment setStatus(String value) {
        return change(() -> status = value);
    }

    /** Unit based: the lines of its change orders are quantities times unit costs. */
    public ProcoreCommitment countLines() {
        return change(() -> accountingMethod = "unit");
    }

    public ProcoreCommitment setAmount(BigDecimal value) {
        return change(() -> amount = value);
    }

    public ProcoreCommitment setVendor(ProcoreVendor value) {
        return change(() -> vendor = value);
    }

    @Override
    ProcoreCommitment self() {
        return this;
    }
}
