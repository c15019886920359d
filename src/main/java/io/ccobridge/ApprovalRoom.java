package io.ccobridge;

import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Link;
import io.ccobridge.deadletter.UnreadableDocuments;
import io.ccobridge.flow.Approvals;
import io.ccobridge.flow.Decision;
import io.ccobridge.flow.DirectExports;
import io.ccobridge.flow.Intake;
import io.ccobridge.flow.PreFlight;
import io.ccobridge.flow.Preview;
import io.ccobridge.flow.ReadAgain;
import io.ccobridge.flow.Waiting;
import io.ccobridge.link.LinkImport;
import io.ccobridge.link.LinkList;
import io.ccobridge.link.Links;
import io.ccobridge.link.ManualLinks;
import io.ccobridge.link.VendorSuggestions;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.queue.SentToSpectrum;
import io.ccobridge.report.ChangeOrderDetail;
import io.ccobridge.requirement.Requirements;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.spectrum.ReferenceAges;
import java.util.Locale;
import java.util.function.Function;

/** From a document of Procore's to a decision: links, requirements, preview, accept and reject. */
final class ApprovalRoom {

    final Intake intake;

    ApprovalRoom(Ground ground, QueueRoom queue, ProcoreRoom procore, SpectrumRoom spectrum) {
        Settings settings = ground.settings();
        Requirements requirements = new Requirements(ground.site().requirements());
        intake =
                ground.bind(
                        "intake",
                        new Intake(
                                links(ground),
                                queue.numbers,
                                requirements,
                                queue.arrivals,
                                queue.documents,
                                procore.documents::assemble));
        ground.bind("waiting", new Waiting(queue.arrivals.waits(), ground.clock()));
        UnreadableDocuments unreadable =
                ground.bind("unreadableDocuments", new UnreadableDocuments(ground.jdbc()));
        ground.bind(
                "readAgain",
                new ReadAgain(
                        unreadable, queue.documents, intake, queue.arrivals, procore.present));
        Decision decision =
                new Decision(queue.queue, queue.acceptances, queue.numbers, spectrum.planner);
        ground.bind(
                "approvals",
                new Approvals(
                        queue.queue,
                        queue.acceptances,
                        decision,
                        intake,
                        procore.present,
                        settings.isTrue(Setting.APPROVAL_REREAD),
                        ground.today()));
        ground.bind(
                "directExports",
                new DirectExports(
                        ground.site().directExport(), queue.acceptances, intake, decision));
        ground.bind(
                "preview",
                new Preview(
                        intake,
                        decision,
                        queue.queue,
                        queue.numbers,
                        new SentToSpectrum(ground.jdbc()),
                        spectrum.planner,
                        spectrum.envelopes,
                        new PreFlight(
                                requirements.names(),
                                new ReferenceAges(ground.dataSource()),
                                settings.isSet(Setting.SPECTRUM_CHANGE_REQUEST_STATUS),
                                ground.clock().withZone(settings.zone())),
                        ground.today()));
    }

    private static Links links(Ground ground) {
        boolean byNumber = ground.site().commitmentByNumber();
        LinkList list = ground.bind("linkList", new LinkList(ground.dataSource(), byNumber));
        ground.bind("vendorSuggestions", new VendorSuggestions(ground.dataSource()));
        ManualLinks manual =
                ground.bind(
                        "manualLinks", new ManualLinks(ground.dataSource(), list, ground.clock()));
        ground.bind("linkImport", new LinkImport(ground.dataSource(), manual, ground.clock()));
        return new Links(ground.dataSource(), byNumber);
    }

    /**
     * What the detail of a change order says of its links, and of its requirements as they are now.
     */
    ChangeOrderDetail.Outlook outlook(ChangeOrderRow row) {
        Intake.Checked sent = intake.sent(row.id());
        Candidate candidate = sent.candidate();
        return new ChangeOrderDetail.Outlook(
                new ChangeOrderDetail.Links(
                        found(candidate.job(), job -> job.description()),
                        found(candidate.vendor(), vendor -> vendor.name()),
                        found(candidate.subcontract(), number -> number)),
                row.sendTakesAnother() ? intake.present(row.id()).problems() : sent.problems());
    }

    private static <T> ChangeOrderDetail.FoundLink found(Link<T> link, Function<T, String> name) {
        return link == null
                ? null
                : new ChangeOrderDetail.FoundLink(
                        link.code(),
                        link.source().name().toLowerCase(Locale.ROOT),
                        link.target() == null ? null : name.apply(link.target()));
    }
}
