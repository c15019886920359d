package io.ccobridge.sandbox.company;

/** A company of the directory: the contract company of commitments. */
public final class ProcoreVendor extends ErpRecord<ProcoreVendor> {

    private String name;
    private boolean active = true;

    ProcoreVendor(Company company, String name) {
        super(company);
        this.name = name;
    }

    public String name() {
        return read(() -> name);
    }

    public boolean active() {
        return read(() -> active);
    }

    public ProcoreVendor setName(String value) {
        return change(() -> name = value);
    }

    public ProcoreVendor setActive(boolean value) {
        return change(() -> active = value);
    }

    @Override
    ProcoreVendor self() {
        return this;
    }
}
