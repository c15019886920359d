package io.ccobridge;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.access.Tokens;
import io.ccobridge.access.Users;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Link;
import io.ccobridge.deadletter.DeadLetters;
import io.ccobridge.deadletter.Decisions;
import io.ccobridge.deadletter.ReplayRunner;
import io.ccobridge.deadletter.Replays;
import io.ccobridge.flow.Approvals;
import io.ccobridge.flow.Exporter;
import io.ccobridge.flow.Intake;
import io.ccobridge.flow.Preview;
import io.ccobridge.http.ApiDocument;
import io.ccobridge.http.Authentication;
import io.ccobridge.http.Bulk;
import io.ccobridge.http.FailedLogins;
import io.ccobridge.http.HttpApi;
import io.ccobridge.http.HttpServer;
import io.ccobridge.link.LinkImport;
import io.ccobridge.link.LinkList;
import io.ccobridge.link.Links;
import io.ccobridge.link.ManualLinks;
import io.ccobridge.observe.Health;
import io.ccobridge.observe.Levels;
import io.ccobridge.observe.Metrics;
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
import io.ccobridge.queue.ApprovalQueue;
import io.ccobridge.queue.Archiver;
import io.ccobridge.queue.Arrivals;
import io.ccobridge.queue.ChangeOrderCsv;
import io.ccobridge.queue.ChangeOrderDetail;
import io.ccobridge.queue.ChangeOrderDocuments;
import io.ccobridge.queue.ChangeOrderList;
import io.ccobridge.queue.ExportGate;
import io.ccobridge.queue.ExportPauses;
import io.ccobridge.queue.ExportQueue;
import io.ccobridge.queue.ExportsReport;
import io.ccobridge.queue.FailedMoves;
import io.ccobridge.queue.MaintenanceWindows;
import io.ccobridge.queue.NumberBook;
import io.ccobridge.queue.StatusReport;
import io.ccobridge.requirement.Requirements;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.Database;
import io.ccobridge.setup.SiteSettings;
import io.ccobridge.spectrum.CallLimits;
import io.ccobridge.spectrum.ChangeRequestNumbers;
import io.ccobridge.spectrum.Envelopes;
import io.ccobridge.spectrum.Planner;
import io.ccobridge.spectrum.ReferenceReader;
import io.ccobridge.spectrum.ReferenceTables;
import io.ccobridge.spectrum.SpectrumAuth;
import io.ccobridge.spectrum.SpectrumSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the parts of every room from the settings, and gives the routes those that they name. */
final class Rooms {

    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    private final Settings settings;
    private final SiteSettings site;
    private final Path home;
    private final Clock clock;
    private final HikariDataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final StoppablePause pause = new StoppablePause();
    private final Metrics metrics;
    private final MaintenanceWindows windows;
    private ExportQueue exports;
    private HttpServer server;
    private Users users;

    Rooms(Settings settings, Path home, Clock clock, HikariDataSource dataSource) {
        this.settings = settings;
        this.site = new SiteSettings(settings);
        this.home = home;
        this.clock = clock;
        this.windows = site.maintenanceWindows(clock.instant());
        this.dataSource = dataSource;
        this.metrics = new Metrics(clock);
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Everything the routes name, in the order in which a change order meets it. */
    void bind(Main main, CamelContext camel) {
        NumberBook numbers =
                new NumberBook(
                        jdbc,
                        candidate ->
                                ChangeRequestNumbers.changeRequestNumbers(candidate.changeOrder()),
                        candidate ->
                                ChangeRequestNumbers.subChangeOrderNumbers(
                                        candidate.changeOrder()));
        Arrivals arrivals =
                new Arrivals(
                        jdbc,
                        transaction,
                        numbers,
                        settings.text(Setting.APPROVAL_SEND).equals("manual"),
                        clock);
        ApprovalQueue queue =
                new ApprovalQueue(
                        jdbc,
                        transaction,
                        numbers,
                        arrivals,
                        settings.isTrue(Setting.APPROVAL_SEPARATE_DUTIES),
                        clock);

        // Procore
        RateLimit rateLimit = new RateLimit(clock);
        String companyId = settings.text(Setting.PROCORE_COMPANY_ID);
        Procore procore =
                new Procore(
                        new ProcoreClient(
                                camel.createProducerTemplate(),
                                companyId,
                                settings.text(Setting.PROCORE_CLIENT_ID),
                                settings.text(Setting.PROCORE_CLIENT_SECRET),
                                rateLimit,
                                pause,
                                random,
                                clock),
                        companyId,
                        settings.integer(Setting.PROCORE_PAGE_SIZE));
        Catalog catalog = new Catalog(dataSource, clock);
        StoredDocuments documents =
                new StoredDocuments(
                        new DocumentReader(
                                settings.zone(), settings.text(Setting.PROCORE_WBS_DELIMITER)),
                        catalog);
        main.bind("stoppablePause", pause);
        Polls polls = new Polls(dataSource, site.node(), clock);
        main.bind("polls", polls);
        main.bind(
                "poll",
                new PollProcore(
                        procore,
                        catalog,
                        arrivals::digests,
                        documents,
                        new PollProcore.Settings(
                                site.projects(),
                                settings.duration(Setting.PROCORE_POLL_OVERLAP),
                                settings.isTrue(Setting.PROCORE_QUOTE_DATE_FILTERS))));
        main.bind("masterData", new MasterData(procore, catalog, arrivals::commitmentsOfWaiting));

        // Spectrum
        SpectrumSettings spectrum = site.spectrum();
        Envelopes envelopes = new Envelopes(home.resolve("config").resolve("spectrum"));
        Planner planner = new Planner(spectrum);
        Duration timeout = settings.duration(Setting.SPECTRUM_TIMEOUT);
        main.bind("spectrumAuth", new SpectrumAuth(spectrum, timeout, clock));
        main.bind("spectrumCallLimits", new CallLimits(SiteSettings.LARGEST_ANSWER, timeout));
        main.bind("referenceReader", new ReferenceReader(spectrum, envelopes));
        main.bind("referenceTables", new ReferenceTables(dataSource, clock));

        // links, requirements, approval
        Links links = new Links(dataSource, site.commitmentByNumber());
        LinkList linkList = new LinkList(dataSource, site.commitmentByNumber());
        main.bind("linkList", linkList);
        ManualLinks manualLinks = new ManualLinks(dataSource, linkList, clock);
        main.bind("manualLinks", manualLinks);
        main.bind("linkImport", new LinkImport(dataSource, manualLinks));
        Intake intake =
                new Intake(
                        links,
                        numbers,
                        new Requirements(site.requirements()),
                        arrivals,
                        new ChangeOrderDocuments(jdbc),
                        documents::assemble);
        main.bind("intake", intake);
        main.bind(
                "approvals",
                new Approvals(
                        queue,
                        numbers,
                        intake,
                        new PresentChangeOrders(procore, catalog, documents)::fetch,
                        planner,
                        settings.isTrue(Setting.APPROVAL_REREAD)));
        main.bind("bulk", new Bulk(camel.createProducerTemplate()));
        main.bind(
                "preview",
                new Preview(
                        intake,
                        queue,
                        numbers,
                        planner,
                        envelopes,
                        settings.isSet(Setting.SPECTRUM_CHANGE_REQUEST_STATUS)));

        // exports and dead letters
        ExportGate.Rules gateRules =
                new ExportGate.Rules(
                        settings.duration(Setting.SPECTRUM_PROBE_INTERVAL),
                        settings.integer(Setting.SPECTRUM_OUTAGE_AFTER),
                        settings.number(Setting.SPECTRUM_DRAIN_RATE),
                        windows);
        ExportsReport exportsReport = new ExportsReport(jdbc, gateRules, clock);
        main.bind("exportPauses", new ExportPauses(jdbc, transaction, exportsReport, clock));
        main.bind(
                "archive",
                new Archiver(
                        jdbc,
                        transaction,
                        settings.duration(Setting.RETENTION_SYNCED_AFTER),
                        clock));
        exports =
                new ExportQueue(
                        jdbc,
                        transaction,
                        Database.isPostgres(dataSource),
                        new ExportQueue.Rules(
                                site.node(),
                                // a call, what is recorded after it, and a pause of the machine;
                                // taken over too early, the same call goes twice, and writes once
                                timeout.multipliedBy(2).plusSeconds(10),
                                settings.integer(Setting.EXPORT_RETRY_MAX_ATTEMPTS),
                                site.backoff(),
                                settings.duration(Setting.SPECTRUM_PROBE_INTERVAL)),
                        new ExportGate(jdbc, transaction, gateRules),
                        clock,
                        random);
        main.bind(
                "exporter",
                new Exporter(
                        exports,
                        envelopes,
                        settings.text(Setting.SPECTRUM_AUTHORIZATION_ID),
                        settings.integer(Setting.SPECTRUM_CONCURRENCY),
                        metrics.registry()));
        DeadLetters deadLetters = new DeadLetters(jdbc);
        main.bind("deadLetters", deadLetters);
        FailedMoves failed = new FailedMoves(jdbc, transaction, numbers, clock);
        main.bind("deadLetterDecisions", new Decisions(jdbc, failed, deadLetters));
        main.bind("replays", new Replays(jdbc, transaction, clock));
        main.bind("replayRunner", new ReplayRunner(jdbc, transaction, failed, clock));

        bindApi(main, camel, intake, polls, rateLimit, exportsReport);
    }

    private void bindApi(
            Main main,
            CamelContext camel,
            Intake intake,
            Polls polls,
            RateLimit rateLimit,
            ExportsReport exportsReport) {
        ChangeOrderList list = new ChangeOrderList(jdbc, clock);
        main.bind("changeOrderList", list);
        main.bind("changeOrderCsv", new ChangeOrderCsv(list, clock));
        main.bind("changeOrderDetail", new ChangeOrderDetail(jdbc, id -> foundLinks(intake, id)));
        StatusReport status =
                new StatusReport(
                        jdbc,
                        clock,
                        new StatusReport.Sources(
                                polls::newest,
                                () -> site.nextPollAfter(clock.instant()).orElse(null),
                                () -> rateLimit.last().orElse(null),
                                () ->
                                        settings.isSet(Setting.MAIL_HOST)
                                                ? "through " + settings.text(Setting.MAIL_HOST)
                                                : "off: no mail is sent (setting mail.host)",
                                Version.current()),
                        exportsReport);
        main.bind("statusReport", status);
        Levels levels = new Levels(status, polls, clock);
        metrics.watch(dataSource);
        metrics.watch(rateLimit);
        metrics.watch(levels);
        Tokens tokens =
                new Tokens(
                        dataSource,
                        clock,
                        new SecureRandom(),
                        settings.text(Setting.SECURITY_ADMIN_TOKEN));
        users = new Users(dataSource, clock, new SecureRandom());
        main.bind("tokens", tokens);
        main.bind("users", users);
        Authentication authentication = new Authentication(tokens, users, new FailedLogins(clock));
        ApiDocument document = ApiDocument.ofThisProgram();
        main.bind("apiDocument", document);
        server =
                new HttpServer(
                        settings.text(Setting.HTTP_HOST),
                        settings.integer(Setting.HTTP_PORT),
                        document,
                        authentication,
                        new Health(levels, camel, site::nextPollAfter, clock).checks(),
                        metrics.registry());
        main.configure()
                .addRoutesBuilder(
                        new HttpApi(
                                document,
                                authentication,
                                settings.text(Setting.PROCORE_WEBHOOK_TOKEN),
                                server.servletName()));
    }

    /** Before the routes start: takes the port, and makes the servlet that the routes hang on. */
    void listen() {
        server.listen();
        // the port is ours, so no other process is this node: what it had in hand is nobody's
        int released = exports.releaseOwn();
        if (released > 0) {
            LOG.info("{} exports that were cut off go on", released);
        }
        if (!settings.isSet(Setting.SECURITY_ADMIN_TOKEN)) {
            users.firstAdmin()
                    .ifPresent(
                            password ->
                                    LOG.warn(
                                            "First start: user admin, password {} - shown this once;"
                                                    + " change it",
                                            password));
        }
    }

    /** Once the routes have started: calls that came meanwhile are answered now. */
    void answer() {
        server.answer();
    }

    int port() {
        return server.port();
    }

    void stopListening() {
        if (server != null) {
            server.stop();
        }
        metrics.close();
    }

    private static ChangeOrderDetail.Links foundLinks(Intake intake, long id) {
        Candidate candidate = intake.sent(id).candidate();
        return new ChangeOrderDetail.Links(
                found(candidate.job(), job -> job.description()),
                found(candidate.vendor(), vendor -> vendor.name()),
                found(candidate.subcontract(), number -> number));
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
