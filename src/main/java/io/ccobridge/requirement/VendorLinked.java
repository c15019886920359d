package io.ccobridge.requirement;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import java.util.List;

/** The contract company is linked to a Spectrum vendor that exists and is active. */
final class VendorLinked implements Requirement {

    @Override
    public String name() {
        return "vendor-linked";
    }

    @Override
    public List<Problem> check(Candidate candidate) {
        ChangeOrder changeOrder = candidate.changeOrder();
        // without a commitment nothing can be said of its company: commitment-kind tells the cause
        if (changeOrder.commitment() == null) {
            return List.of();
        }
        Vendor vendor = changeOrder.vendor();
        if (vendor == null || vendor.id() == null && Text.missing(vendor.name())) {
            return Told.about(changeOrder, "commitment.vendor")
                    ? List.of()
                    : List.of(
                            problem(
                                    Names.of(changeOrder.commitment())
                                            + " has no contract company.",
                                    "Choose the contract company on the commitment in Procore."));
        }
        Link<SpectrumVendor> link = candidate.vendor();
        if (link == null) {
            return List.of(
                    problem(
                            Names.of(vendor) + " is not linked to a Spectrum vendor.",
                            "Link it under Links > Vendors, or give the company its Spectrum vendor"
                                    + " code in Procore."));
        }
        if (link.target() == null) {
            return List.of(
                    problem(
                            "Spectrum has no vendor "
                                    + link.code()
                                    + ", to which "
                                    + Names.of(vendor)
                                    + " leads "
                                    + Names.how(link, "by rule")
                                    + ".",
                            "Add the vendor in Spectrum, or link the company to another vendor under"
                                    + " Links > Vendors."));
        }
        return link.target().active()
                ? List.of()
                : List.of(
                        problem(
                                "Vendor "
                                        + link.target().code()
                                        + ", to which "
                                        + Names.of(vendor)
                                        + " is linked, is not active in Spectrum.",
                                "Make the vendor active in Spectrum, or link the company to another"
                                        + " vendor under Links > Vendors."));
    }
}
