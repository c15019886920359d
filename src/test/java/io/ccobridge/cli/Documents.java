package io.ccobridge.cli;

/** Answers of the HTTP API, as the contract has them. */
final class Documents {

    static final String CCO = cco("17", "READY_TO_EXPORT", 3);

    private Documents() {}

    static String cco(String id, String state, int version) {
        return """
                {"id": "%s", "procore_id": 998877, "project_id": 101,
                 "project_name": "Harbor Tower", "job_number": "24-101",
                 "commitment_number": "SC-001", "vendor": "Acme Concrete", "vendor_code": "ACME",
                 "number": "002", "title": "Added footing", "description": "Footing at line C",
                 "total": "12500.00", "currency": "USD", "date_created": "2026-11-20",
                 "state": "%s", "changed_since_sent": false, "problems": [],
                 "change_request_number": "S001-002", "attempts": 0, "next_attempt_at": null,
                 "sent_by": "system", "updated_at": "2026-11-20T17:03:11Z", "version": %d}"""
                .formatted(id, state, version);
    }

    static String page(String... items) {
        return page(items.length, false, null, items);
    }

    static String page(int total, boolean capped, String next, String... items) {
        return """
                {"items": [%s], "page": 1, "per_page": 50, "total": %d, "total_capped": %s,
                 "next": %s}"""
                .formatted(
                        String.join(",", items),
                        total,
                        capped,
                        next == null ? "null" : '"' + next + '"');
    }

    static String problem(int status, String title, String detail) {
        return """
                {"type": "about:blank", "title": "%s", "status": %d, "detail": "%s"}"""
                .formatted(title, status, detail);
    }
}
