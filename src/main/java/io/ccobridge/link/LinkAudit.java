package io.ccobridge.link;

import io.ccobridge.audit.AuditTrail;
import io.ccobridge.changeorder.Caller;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells the audit trail what became of links, in the transaction that changes them. */
final class LinkAudit {

    // one entry a link would make an import of many thousands hold up everybody else's moves
    private static final int LINKS_AN_ENTRY = 500;

    private final AuditTrail trail;

    LinkAudit(JdbcClient jdbc, Clock clock) {
        this.trail = new AuditTrail(jdbc, clock);
    }

    void kept(LinkKind kind, ManualLinks.Kept link, Caller by) {
        if (changed(link)) {
            trail.administration(
                    by,
                    subject(kind, link.procoreId()),
                    link.before() == null ? "Linked by hand." : "Linked elsewhere by hand.",
                    codes(link.before(), link.now()));
        }
    }

    void deleted(LinkKind kind, String procoreId, String before, Caller by) {
        trail.administration(
                by, subject(kind, procoreId), "The link by hand was deleted.", codes(before, null));
    }

    /** Those of an import that are not as they were. */
    void imported(LinkKind kind, List<ManualLinks.Kept> links, Caller by) {
        List<Map<String, String>> changed =
                links.stream().filter(LinkAudit::changed).map(LinkAudit::codes).toList();
        for (int from = 0; from < changed.size(); from += LINKS_AN_ENTRY) {
            List<Map<String, String>> some =
                    changed.subList(from, Math.min(changed.size(), from + LINKS_AN_ENTRY));
            trail.administration(
                    by,
                    "links " + kind.word(),
                    "Imported from a CSV file: " + some.size() + " links by hand.",
                    Map.of("links", some));
        }
    }

    private static boolean changed(ManualLinks.Kept link) {
        return !Objects.equals(link.before(), link.now());
    }

    private static String subject(LinkKind kind, String procoreId) {
        return "link " + kind.word() + " " + procoreId;
    }

    private static Map<String, String> codes(ManualLinks.Kept link) {
        Map<String, String> codes = codes(link.before(), link.now());
        codes.put("procore_id", link.procoreId());
        return codes;
    }

    private static Map<String, String> codes(String before, String after) {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("before", before);
        codes.put("after", after);
        return codes;
    }
}
