package io.ccobridge.sandbox.spectrum;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * {@code GET /vendors/{company}} (facts/spectrum-api.md 1.1, 8.4): active vendors by code, in
 * pages. The shape of the answer and of its errors is not documented.
 */
final class VendorsResource {

    private static final Set<String> PARAMETERS = Set.of("$limit", "$skip", "pName");

    private final SandboxSettings settings;
    private final Access access;
    private final Books books;
    private final Variants variants;

    VendorsResource(SandboxSettings settings, Access access, Books books, Variants variants) {
        this.settings = settings;
        this.access = access;
        this.books = books;
        this.variants = variants;
    }

    Answer answer(Incoming call) {
        if (!access.allowsRest(call)) {
            return Answer.of(access.unauthorized());
        }
        String company = Request.getPathInContext(call.request()).substring("/vendors/".length());
        if (!company.equals(settings.companyCode())) {
            return refused(404, company + " is no company");
        }
        Fields query = Request.extractQueryParameters(call.request());
        for (String name : query.getNames()) {
            if (!PARAMETERS.contains(name)) {
                return refused(400, name + " is no parameter of this sandbox");
            }
        }
        String limit = query.getValue("$limit") == null ? "25" : query.getValue("$limit");
        String skip = query.getValue("$skip") == null ? "0" : query.getValue("$skip");
        if (!limit.matches("\\d{1,3}") || limit.matches("0+") || Integer.parseInt(limit) > 500) {
            return refused(400, "$limit must be 1 to 500");
        }
        if (!skip.matches("\\d{1,9}")) {
            return refused(400, "$skip must be 0 or more");
        }
        return Answer.of(page(name(query), Integer.parseInt(limit), Integer.parseInt(skip)));
    }

    private Reply page(String name, int limit, int skip) {
        List<Map<String, String>> vendors =
                books.activeVendors().stream()
                        .filter(v -> v.name().toLowerCase(Locale.ROOT).contains(name))
                        .skip(skip)
                        .limit(limit)
                        .map(this::document)
                        .toList();
        String wrapper = variants.vendorsWrapper();
        return Reply.json(200, wrapper == null ? vendors : Map.of(wrapper, vendors));
    }

    private static String name(Fields query) {
        String name = query.getValue("pName");
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    private Map<String, String> document(Books.Vendor vendor) {
        Map<String, String> document = new LinkedHashMap<>();
        document.put("Company_Code", settings.companyCode());
        document.put("Vendor_Code", vendor.code());
        document.put("Name", vendor.name());
        document.put("Address_1", "");
        document.put("City", "");
        document.put("State", "");
        document.put("Zip_Code", "");
        return document;
    }

    private static Answer refused(int status, String message) {
        return Answer.of(Reply.json(status, Map.of("message", message)));
    }
}
