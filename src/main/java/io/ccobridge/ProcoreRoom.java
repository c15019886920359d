package io.ccobridge;

import io.ccobridge.flow.Approvals;
import io.ccobridge.flow.QueueMemory;
import io.ccobridge.procore.Catalog;
import io.ccobridge.procore.DocumentReader;
import io.ccobridge.procore.MasterData;
import io.ccobridge.procore.PollProcore;
import io.ccobridge.procore.Polls;
import io.ccobridge.procore.PresentChangeOrders;
import io.ccobridge.procore.Procore;
import io.ccobridge.procore.ProcoreClient;
import io.ccobridge.procore.RateLimit;
import io.ccobridge.procore.StoppablePause;
import io.ccobridge.procore.StoredDocuments;
import io.ccobridge.queue.Arrivals;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.SiteSettings;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;

/** Procore: what is polled there, and what of it is kept here. */
final class ProcoreRoom {

    final Polls polls;
    final RateLimit rateLimit;
    final StoredDocuments documents;

    /** The change order as Procore has it at this moment. */
    final Approvals.Procore present;

    ProcoreRoom(Ground ground, CamelContext camel, Arrivals arrivals) {
        Settings settings = ground.settings();
        SiteSettings site = ground.site();
        Clock clock = ground.clock();
        rateLimit = new RateLimit(clock);
        String companyId = settings.text(Setting.PROCORE_COMPANY_ID);
        Procore procore =
                new Procore(
                        new ProcoreClient(
                                camel.createProducerTemplate(),
                                companyId,
                                settings.text(Setting.PROCORE_CLIENT_ID),
                                settings.text(Setting.PROCORE_CLIENT_SECRET),
                                rateLimit,
                                ground.bind("stoppablePause", new StoppablePause()),
                                RandomGenerator.getDefault(),
                                clock),
                        companyId,
                        settings.integer(Setting.PROCORE_PAGE_SIZE));
        Catalog catalog = new Catalog(ground.dataSource(), clock);
        documents =
                new StoredDocuments(
                        new DocumentReader(
                                settings.zone(), settings.text(Setting.PROCORE_WBS_DELIMITER)),
                        catalog);
        present = new PresentChangeOrders(procore, catalog, documents)::fetch;
        polls =
                ground.bind(
                        "polls",
                        new Polls(ground.dataSource(), site.node(), clock, site::wholeReadingDue));
        ground.bind(
                "poll",
                new PollProcore(
                        procore,
                        catalog,
                        new QueueMemory(arrivals),
                        arrivals::failed,
                        documents,
                        new PollProcore.Settings(
                                site.projects(),
                                settings.duration(Setting.PROCORE_POLL_OVERLAP),
                                settings.isTrue(Setting.PROCORE_QUOTE_DATE_FILTERS),
                                site.changeOrderTiers()),
                        clock));
        ground.bind("masterData", new MasterData(procore, catalog, arrivals::commitmentsOfWaiting));
    }
}
