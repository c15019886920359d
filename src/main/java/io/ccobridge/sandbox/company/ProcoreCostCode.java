package io.ccobridge.sandbox.company;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A cost code of a project, for example {@code 03-300}. */
public final class ProcoreCostCode extends ErpRecord<ProcoreCostCode> {

    private final String code;
    private final String name;
    private final Set<ProcoreLineItemType> types = new LinkedHashSet<>();

    ProcoreCostCode(Company company, String code, String name) {
        super(company);
        this.code = code;
        this.name = name;
    }

    /** With its divisions, as {@code full_code} shows it. */
    public String code() {
        return code;
    }

    public String name() {
        return name;
    }

    /** The cost types it is used with. */
    public List<ProcoreLineItemType> types() {
        return read(() -> List.copyOf(types));
    }

    void add(ProcoreLineItemType type) {
        types.add(type);
    }

    @Override
    ProcoreCostCode self() {
        return this;
    }
}
