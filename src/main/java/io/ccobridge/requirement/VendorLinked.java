package io.ccobridge.requirement;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Awaited.Lack;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import java.util.List;

/** The contract company is linked to a Spectrum vendor that exists and is active. */
final class VendorLinked implements Finding.Finder {

    @Override
    public String name() {
        return "vendor-linked";
    }

    @Override
    public List<Finding> find(Candidate candidate) {
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
                            helpedInProcoreAlone(
                                    Names.of(changeOrder.commitment())
                                            + " has no contract company.",
                                    "Choose the contract company on the commitment in Procore."));
        }
        Link<SpectrumVendor> link = candidate.vendor();
        if (link == null) {
            return List.of(
                    awaited(
                            vendor,
                            Lack.NOT_LINKED,
                            null,
                            Names.of(vendor) + " is not linked to a Spectrum vendor.",
                            "Link it under Links > Vendors, or give the company its Spectrum vendor"
                                    + " code in Procore."));
        }
        if (link.target() == null) {
            return List.of(
                    awaited(
                            vendor,
                            Lack.NOT_THERE,
                            link.code(),
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
                        awaited(
                                vendor,
                                Lack.CLOSED,
                                link.code(),
                                "Vendor "
                                        + link.target().code()
                                        + ", to which "
                                        + Names.of(vendor)
                                        + " is linked, is not active in Spectrum.",
                                "Make the vendor active in Spectrum, or link the company to another"
                                        + " vendor under Links > Vendors."));
    }

    private Finding awaited(Vendor vendor, Lack lack, String code, String message, String fix) {
        return awaited(
                Awaited.Kind.VENDOR,
                lack,
                vendor.id() == null ? vendor.name() : vendor.id(),
                code,
                Names.of(vendor),
                message,
                fix);
    }
}
