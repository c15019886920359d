package io.ccobridge.sandbox.procore;

import static io.ccobridge.sandbox.procore.Documents.erp;
import static io.ccobridge.sandbox.procore.Documents.idAndName;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreVendor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The companies of the directory (facts/procore-api.md 1.8). */
final class VendorEndpoints {

    private static final String[] VIEWS = {
        "normal", "compact", "erp", "extended", "directory", "summary"
    };

    private final Company company;
    private final Visible visible;

    VendorEndpoints(Company company, Visible visible) {
        this.company = company;
        this.visible = visible;
    }

    void addTo(Router router) {
        router.on("GET", "/rest/v1.0/vendors", this::vendors)
                .on("GET", "/rest/v1.0/vendors/{id}", this::vendor);
    }

    private Answer vendors(Call call) {
        visible.companyInQuery(call);
        String view = call.view(VIEWS);
        Filters filters = new Filters(call, "id[]", "origin_id", "updated_at", "search");
        Optional<String> search = filters.text("search");
        List<ProcoreVendor> found =
                company.vendors().stream()
                        .filter(v -> filters.matches("id", v.id()))
                        .filter(v -> filters.matches("origin_id", v.originId()))
                        .filter(v -> filters.matches("updated_at", v.updatedAt()))
                        .filter(v -> search.isEmpty() || mentions(v, search.get()))
                        .toList();
        return Paging.V1.answer(call, found, v -> document(v, view).toString());
    }

    private static boolean mentions(ProcoreVendor vendor, String text) {
        String words = vendor.name() + " " + vendor.originCode();
        return words.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private Answer vendor(Call call) {
        visible.companyInQuery(call);
        String view = call.view(VIEWS);
        long id = call.pathId("id");
        ProcoreVendor vendor = company.vendor(id).orElseThrow(() -> Refused.notFound("Vendor", id));
        return Answer.json(200, document(vendor, view));
    }

    private static ObjectNode document(ProcoreVendor vendor, String view) {
        if (view.equals("compact")) {
            return idAndName(vendor.id(), vendor.name());
        }
        return erp(vendor)
                .put("name", vendor.name())
                .put("company", vendor.name())
                .put("is_active", vendor.active())
                .put("synced_to_erp", vendor.originId() != null);
    }
}
