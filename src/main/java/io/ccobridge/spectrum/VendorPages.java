package io.ccobridge.spectrum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers the pages of {@code GET /vendors/COMPANY} (facts/spectrum-api.md 1.1 and 8.4). How the
 * list is wrapped in JSON and where a page ends is not documented: the first array of objects is
 * taken, and the pages end with one that brings no vendor that is not known yet. One refresh, one
 * thread.
 */
public final class VendorPages {

    private static final int MAX_PAGES = 10_000;

    private final Map<String, SpectrumVendor> vendors = new LinkedHashMap<>();
    private boolean whole = true;
    private boolean more = true;
    private int pages;
    private int rowsSeen;

    /** Whether another page is to be asked for. */
    public boolean isMore() {
        return more;
    }

    /** Rows seen so far: what the next page skips. */
    public int getSkip() {
        return rowsSeen;
    }

    /**
     * Takes a page.
     *
     * @throws NotListed when it is none
     */
    public void take(int httpStatus, String body) {
        if (httpStatus != 200) {
            throw new NotListed(refusal(httpStatus));
        }
        List<JsonNode> rows = rows(body);
        int before = vendors.size();
        for (JsonNode row : rows) {
            Optional<SpectrumVendor> vendor = vendor(row);
            vendor.ifPresent(v -> vendors.put(v.code(), v));
            whole &= vendor.isPresent();
        }
        rowsSeen += rows.size();
        pages++;
        more = vendors.size() > before && pages < MAX_PAGES;
    }

    /** All vendors of all pages. */
    public Listing<SpectrumVendor> listing() {
        return new Listing<>(List.copyOf(vendors.values()), whole && pages < MAX_PAGES);
    }

    private static Answer refusal(int status) {
        // an empty SOAP answer of that status means the same
        return Answers.read("vendors", status, null) instanceof Answer.Misconfigured misconfigured
                ? misconfigured
                : new Answer.Transient("Spectrum answered with HTTP status " + status + ".");
    }

    private static List<JsonNode> rows(String body) {
        if (body == null || body.isBlank()) {
            throw unreadable("it is empty");
        }
        JsonNode root;
        try {
            root = Json.read(body);
        } catch (IllegalArgumentException e) {
            throw unreadable(e.getMessage());
        }
        // breadth first: the outermost list is the one, those within a vendor are not
        Deque<JsonNode> waiting = new ArrayDeque<>(List.of(root));
        boolean listSeen = false;
        while (!waiting.isEmpty()) {
            JsonNode node = waiting.poll();
            if (node.isArray() && node.path(0).isObject()) {
                return node.valueStream().toList();
            }
            listSeen |= node.isArray();
            node.forEach(waiting::add);
        }
        if (!listSeen) {
            throw unreadable("it holds no list");
        }
        return List.of();
    }

    private static Optional<SpectrumVendor> vendor(JsonNode row) {
        String code = value(row, "vendorcode");
        if (code.isEmpty() || code.length() > 10) {
            return Optional.empty();
        }
        return Optional.of(new SpectrumVendor(code, Cut.to(100, value(row, "name")).text(), true));
    }

    /** The value by name, whether it is written Vendor_Code, vendorCode or vendor_code. */
    private static String value(JsonNode row, String name) {
        return row.properties().stream()
                .filter(
                        field ->
                                field.getKey()
                                        .replace("_", "")
                                        .toLowerCase(Locale.ROOT)
                                        .equals(name))
                .map(field -> field.getValue().asText("").strip())
                .findFirst()
                .orElse("");
    }

    private static NotListed unreadable(String why) {
        return new NotListed(
                new Answer.Unknown("Spectrum's list of vendors could not be read: " + why + "."));
    }
}
