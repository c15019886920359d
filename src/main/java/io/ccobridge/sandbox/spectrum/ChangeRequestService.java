package io.ccobridge.sandbox.spectrum;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ARChangeRequest}: an upsert by key, one cost line a call, checked in three levels of which
 * the first that is not met is the only one reported (facts/spectrum-api.md 1.4, 2.4).
 */
final class ChangeRequestService {

    private final SandboxSettings settings;
    private final Books books;
    private final Ledger ledger;
    private final Variants variants;
    private final ChangeRequestRules rules;
    private int autoCreated;

    ChangeRequestService(SandboxSettings settings, Books books, Ledger ledger, Variants variants) {
        this.settings = settings;
        this.books = books;
        this.ledger = ledger;
        this.variants = variants;
        this.rules = new ChangeRequestRules(settings, books);
    }

    /** Levels 2 and 3, then the write; one call at a time, so that none is checked on old state. */
    synchronized Answer answer(Layout layout, SoapCall call, long number) {
        List<Entry> malformed = layout.malformed(call);
        if (!malformed.isEmpty()) {
            return refused(layout, malformed);
        }
        Proposal proposal = Proposal.of(call, ledger);
        List<Entry> refusals = rules.check(proposal);
        if (!refusals.isEmpty()) {
            return refused(layout, refusals);
        }
        String changeRequestNumber = write(proposal, number);
        List<Entry> good =
                variants.goodEntry()
                        ? List.of(new Entry("G", changeRequestNumber, "Change_Request_Number"))
                        : List.of();
        Reply reply = Reply.xml(200, SoapAnswer.put(layout.method(), good));
        return new Answer(reply, good, true);
    }

    private static Answer refused(Layout layout, List<Entry> entries) {
        Reply reply = Reply.xml(200, SoapAnswer.put(layout.method(), entries));
        return new Answer(reply, entries, false);
    }

    private String write(Proposal proposal, long call) {
        ChangeRequest before = proposal.creates() ? create(proposal.key()) : proposal.existing();
        Map<String, String> header = new HashMap<>(proposal.header());
        if (proposal.creates()) {
            // blank is the processing date
            header.putIfAbsent("Origination_Date", Element.date(settings.today()));
        }
        CostLine line =
                new CostLine(
                        proposal.lineKey(),
                        proposal.money("Change_Request_Amount"),
                        subcontractAmount(proposal),
                        proposal.line());
        Effect effect =
                new Effect(
                        settings.clock().instant(),
                        call,
                        before.key(),
                        line.key(),
                        proposal.existingLine() == null ? null : proposal.existingLine().amount(),
                        line.amount(),
                        line.subcontractAmount());
        ledger.write(effect, before.with(header, line));
        return before.key().number();
    }

    private ChangeRequest create(ChangeRequestKey key) {
        if (!key.number().isEmpty()) {
            return new ChangeRequest(key, false, Map.of(), List.of());
        }
        autoCreated++;
        ChangeRequestKey counted =
                new ChangeRequestKey(
                        key.companyCode(),
                        key.jobNumber(),
                        key.customerCode(),
                        "AUTO%04d".formatted(autoCreated));
        return new ChangeRequest(counted, true, Map.of(), List.of());
    }

    private BigDecimal subcontractAmount(Proposal proposal) {
        if (!proposal.call().blank("Sub_Amount")) {
            return proposal.money("Sub_Amount");
        }
        if (proposal.existingLine() != null) {
            return proposal.existingLine().subcontractAmount();
        }
        // "blank defaults from the subcontract": whoever leaves it out sees it in the sums
        return books.subcontract(
                        proposal.lineKey().subcontractor(), proposal.lineKey().subcontract())
                .orElseThrow()
                .amount();
    }
}
