package io.ccobridge.requirement;

import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Project;
import io.ccobridge.changeorder.Vendor;

/** What things are called in a message; by their id when they have no name. */
final class Names {

    private Names() {}

    static String of(Project project) {
        return Text.missing(project.name()) ? "Project " + project.id() : project.name();
    }

    static String of(Vendor vendor) {
        return Text.missing(vendor.name()) ? "Company " + vendor.id() : vendor.name();
    }

    static String of(Commitment commitment) {
        return Text.missing(commitment.number())
                ? "Commitment " + commitment.id()
                : "Commitment " + commitment.number();
    }

    /**
     * How a link came about, to end a sentence with.
     *
     * @param rule the same of a link by rule, for example {@code by its number}
     */
    static String how(Link<?> link, String rule) {
        return switch (link.source()) {
            case MANUAL -> "by a link made here";
            case PROCORE -> "by its ERP code in Procore";
            case RULE -> rule;
        };
    }
}
