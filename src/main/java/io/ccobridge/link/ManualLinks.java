package io.ccobridge.link;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.SpectrumVendor;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The links that people make, change and remove by hand. They come before any other tie. */
public final class ManualLinks {

    /**
     * @param before where it led to; null when it is new
     * @param now where it leads to
     */
    record Kept(String procoreId, String before, String now) {}

    private final ManualLinkTable table;
    private final SpectrumTables spectrum;
    private final LinkList list;
    private final TransactionTemplate transaction;
    private final LinkAudit audit;
    private final Clock clock;

    public ManualLinks(DataSource dataSource, LinkList list, Clock clock) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        table = new ManualLinkTable(jdbc);
        spectrum = new SpectrumTables(jdbc);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        audit = new LinkAudit(jdbc, clock);
        this.list = list;
        this.clock = clock;
    }

    /**
     * Links something by hand, or links it elsewhere.
     *
     * @param body {@code {procore_id, spectrum_code}}; the id a number or a text
     * @return the link as it now is
     * @throws Refusal 404 for a kind there is not; 422 naming the field for an id that cannot be
     *     one, or a code that Spectrum cannot or does not have
     */
    public ListedLink put(String kind, JsonNode body, Caller caller) {
        LinkKind of = LinkKind.of(kind);
        Kept kept =
                transaction.execute(
                        status -> {
                            Kept link =
                                    keep(
                                            of,
                                            text(body, "procore_id"),
                                            text(body, "spectrum_code"),
                                            caller);
                            audit.kept(of, link, caller);
                            return link;
                        });
        return list.one(of, kept.procoreId());
    }

    /**
     * Removes a link that was made by hand; Procore's ERP field or the rule count again.
     *
     * @param query {@code procore_id}
     * @throws Refusal 404 when there is no such link
     */
    public void delete(String kind, Map<String, String> query, Caller caller) {
        LinkKind of = LinkKind.of(kind);
        String procoreId = of.procoreId(query.get("procore_id"));
        transaction.executeWithoutResult(
                status -> {
                    Optional<String> before = table.lock(of, procoreId);
                    if (!table.delete(of, procoreId)) {
                        throw Refusal.unknown(
                                "There is no link by hand of \""
                                        + procoreId
                                        + "\" under "
                                        + kind
                                        + ".");
                    }
                    audit.deleted(of, procoreId, before.orElse(null), caller);
                });
    }

    /** A link as it is kept. The caller has begun the transaction, and tells the audit trail. */
    Kept keep(LinkKind kind, String typedId, String typedCode, Caller caller) {
        String procoreId = kind.procoreId(typedId);
        String code = asSpectrumHasIt(kind, kind.spectrumCode(typedCode));
        String before = table.lock(kind, procoreId).orElse(null);
        table.put(kind, procoreId, code, caller.name(), clock.instant());
        return new Kept(procoreId, before, code);
    }

    /** Refuses a code that Spectrum is known not to have; spells it as Spectrum does. */
    private String asSpectrumHasIt(LinkKind kind, String code) {
        return switch (kind) {
            case COMMITMENTS -> code;
            case VENDORS ->
                    spectrum.vendor(code)
                            .map(SpectrumVendor::code)
                            .orElseGet(() -> unless(spectrum.haveAll("vendors"), "vendor", code));
            case PROJECTS ->
                    spectrum.job(code)
                            .map(Job::number)
                            .orElseGet(() -> unless(spectrum.haveAll("jobs"), "job", code));
            case COST_CODES ->
                    spectrum.anyJobHas(PhaseCode.of(code))
                            ? code
                            : unless(
                                    spectrum.haveAllPhases(),
                                    "job with the phase and cost type",
                                    code);
        };
    }

    private static String unless(boolean certain, String what, String code) {
        if (certain) {
            throw Refusal.invalid("spectrum_code", "Spectrum has no " + what + " " + code + ".");
        }
        return code;
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw Refusal.invalid(field, "This is a text.");
        }
        return value.asText();
    }
}
