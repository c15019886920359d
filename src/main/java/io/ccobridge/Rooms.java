package io.ccobridge;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.access.CurrentCallers;
import io.ccobridge.access.Delegations;
import io.ccobridge.access.ProvidedUsers;
import io.ccobridge.access.SavedViews;
import io.ccobridge.access.Sessions;
import io.ccobridge.access.Tokens;
import io.ccobridge.access.Users;
import io.ccobridge.audit.AuditList;
import io.ccobridge.audit.AuditVerification;
import io.ccobridge.audit.pack.AuditPack;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Role;
import io.ccobridge.console.Consoles;
import io.ccobridge.console.OpenIdConnect;
import io.ccobridge.deadletter.Catalogue;
import io.ccobridge.deadletter.DeadLetterCsv;
import io.ccobridge.deadletter.DeadLetterDetails;
import io.ccobridge.deadletter.DeadLetterGroups;
import io.ccobridge.deadletter.DeadLetters;
import io.ccobridge.deadletter.Decisions;
import io.ccobridge.deadletter.Edits;
import io.ccobridge.deadletter.Notes;
import io.ccobridge.deadletter.PendingDecisions;
import io.ccobridge.deadletter.ReplayRunner;
import io.ccobridge.deadletter.Replays;
import io.ccobridge.deadletter.UnreadableDocuments;
import io.ccobridge.doctor.Checkup;
import io.ccobridge.flow.Approvals;
import io.ccobridge.flow.Decision;
import io.ccobridge.flow.DirectExports;
import io.ccobridge.flow.Exporter;
import io.ccobridge.flow.FailedAgain;
import io.ccobridge.flow.Intake;
import io.ccobridge.flow.PreFlight;
import io.ccobridge.flow.Preview;
import io.ccobridge.flow.QueueMemory;
import io.ccobridge.flow.ReadAgain;
import io.ccobridge.flow.Waiting;
import io.ccobridge.http.ApiCalls;
import io.ccobridge.http.ApiDocument;
import io.ccobridge.http.Authentication;
import io.ccobridge.http.Bulk;
import io.ccobridge.http.FailedLogins;
import io.ccobridge.http.HttpApi;
import io.ccobridge.http.HttpServer;
import io.ccobridge.http.OwnAccount;
import io.ccobridge.json.Json;
import io.ccobridge.link.LinkImport;
import io.ccobridge.link.LinkList;
import io.ccobridge.link.Links;
import io.ccobridge.link.ManualLinks;
import io.ccobridge.link.VendorSuggestions;
import io.ccobridge.notice.MailText;
import io.ccobridge.notice.Notices;
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
import io.ccobridge.queue.Acceptances;
import io.ccobridge.queue.ApprovalQueue;
import io.ccobridge.queue.Archiver;
import io.ccobridge.queue.Arrivals;
import io.ccobridge.queue.Attention;
import io.ccobridge.queue.ChangeOrderCsv;
import io.ccobridge.queue.ChangeOrderDetail;
import io.ccobridge.queue.ChangeOrderDocuments;
import io.ccobridge.queue.ChangeOrderList;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.queue.ExportGate;
import io.ccobridge.queue.ExportPauses;
import io.ccobridge.queue.ExportQueue;
import io.ccobridge.queue.ExportsReport;
import io.ccobridge.queue.FailedMoves;
import io.ccobridge.queue.MaintenanceWindows;
import io.ccobridge.queue.NumberBook;
import io.ccobridge.queue.OpenMoves;
import io.ccobridge.queue.PendingExports;
import io.ccobridge.queue.ResendMoves;
import io.ccobridge.queue.SentToSpectrum;
import io.ccobridge.queue.Statistics;
import io.ccobridge.queue.StatusReport;
import io.ccobridge.queue.StoredExports;
import io.ccobridge.queue.Timeline;
import io.ccobridge.reconciliation.Reconciliation;
import io.ccobridge.requirement.Requirements;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.Database;
import io.ccobridge.setup.SiteSettings;
import io.ccobridge.spectrum.CallLimits;
import io.ccobridge.spectrum.ChangeRequestNumbers;
import io.ccobridge.spectrum.Curl;
import io.ccobridge.spectrum.Envelopes;
import io.ccobridge.spectrum.Planner;
import io.ccobridge.spectrum.ReferenceAges;
import io.ccobridge.spectrum.ReferenceReader;
import io.ccobridge.spectrum.ReferenceTables;
import io.ccobridge.spectrum.SpectrumAuth;
import io.ccobridge.spectrum.SpectrumSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private final Catalogue causes;
    private final MaintenanceWindows windows;
    private ExportQueue exports;
    private Timeline timeline;
    private ReplayRunner replayRunner;
    private HttpServer server;
    private Users users;
    private Tokens tokens;
    private CurrentCallers callers;

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
        this.causes = Catalogue.read(home.resolve("config"));
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
                        site.directExport(),
                        clock);
        ApprovalQueue queue =
                new ApprovalQueue(
                        jdbc, transaction, numbers, arrivals, site.approvalRules(), clock);
        tokens =
                new Tokens(
                        dataSource,
                        clock,
                        new SecureRandom(),
                        settings.text(Setting.SECURITY_ADMIN_TOKEN));
        users =
                new Users(
                        dataSource,
                        clock,
                        new SecureRandom(),
                        settings.isSet(Setting.SECURITY_ADMIN_TOKEN));
        callers = new CurrentCallers(dataSource, users, tokens);
        Acceptances acceptances =
                new Acceptances(
                        jdbc,
                        transaction,
                        numbers,
                        queue,
                        site.approvalRules(),
                        callers::held,
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
        Polls polls = new Polls(dataSource, site.node(), clock, site::wholeReadingDue);
        main.bind("polls", polls);
        main.bind(
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
        main.bind("vendorSuggestions", new VendorSuggestions(dataSource));
        ManualLinks manualLinks = new ManualLinks(dataSource, linkList, clock);
        main.bind("manualLinks", manualLinks);
        main.bind("linkImport", new LinkImport(dataSource, manualLinks, clock));
        Requirements requirements = new Requirements(site.requirements());
        ChangeOrderDocuments stored = new ChangeOrderDocuments(jdbc);
        Intake intake =
                new Intake(links, numbers, requirements, arrivals, stored, documents::assemble);
        main.bind("intake", intake);
        main.bind("waiting", new Waiting(arrivals.waits(), clock));
        Decision decision = new Decision(queue, acceptances, numbers, planner);
        Supplier<LocalDate> today = () -> LocalDate.now(clock.withZone(settings.zone()));
        Approvals.Procore present = new PresentChangeOrders(procore, catalog, documents)::fetch;
        UnreadableDocuments unreadable = new UnreadableDocuments(jdbc);
        main.bind("unreadableDocuments", unreadable);
        main.bind("readAgain", new ReadAgain(unreadable, stored, intake, arrivals, present));
        main.bind(
                "approvals",
                new Approvals(
                        queue,
                        acceptances,
                        decision,
                        intake,
                        present,
                        settings.isTrue(Setting.APPROVAL_REREAD),
                        today));
        main.bind(
                "directExports",
                new DirectExports(site.directExport(), acceptances, intake, decision));
        main.bind(
                "preview",
                new Preview(
                        intake,
                        decision,
                        queue,
                        numbers,
                        new SentToSpectrum(jdbc),
                        planner,
                        envelopes,
                        new PreFlight(
                                requirements.names(),
                                new ReferenceAges(dataSource),
                                settings.isSet(Setting.SPECTRUM_CHANGE_REQUEST_STATUS),
                                clock.withZone(settings.zone())),
                        today));

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
        Curl curl = new Curl(spectrum);
        timeline = new Timeline(jdbc, request -> curl.of("ARChangeRequest", request));
        Notes notes = new Notes(jdbc, transaction, clock);
        main.bind("deadLetterNotes", notes);
        DeadLetterGroups groups = new DeadLetterGroups(jdbc, causes, notes, clock);
        main.bind("deadLetterGroups", groups);
        DeadLetters deadLetters = new DeadLetters(jdbc, causes, groups, notes, timeline, clock);
        main.bind("deadLetters", deadLetters);
        main.bind("deadLetterCsv", new DeadLetterCsv(deadLetters));
        main.bind(
                "pendingExports",
                new PendingDecisions(new PendingExports(jdbc, transaction, clock)));
        FailedMoves failed = new FailedMoves(jdbc, transaction, numbers, clock);
        main.bind("deadLetterDecisions", new Decisions(jdbc, failed, deadLetters));
        ResendMoves resends = new ResendMoves(jdbc, transaction, numbers, clock);
        bindReplays(
                main,
                resends,
                new FailedAgain(
                        queue, resends, new StoredExports(jdbc), intake, planner, present, today),
                exportsReport);

        main.bind("notices", new Notices(jdbc, transaction, settings.zone(), clock));
        main.bind(
                "mailText",
                new MailText(home.resolve("config").resolve("mail"), () -> site.publicUrl(port())));
        main.bind("mailSession", site.mailSession());

        main.bind(
                "reconciliation",
                new Reconciliation(
                        dataSource, new KeptDocuments(documents), settings.zone(), clock));

        bindApi(main, camel, intake, queue.openMoves(), polls, rateLimit, exportsReport);
    }

    private void bindReplays(
            Main main, ResendMoves moves, FailedAgain again, ExportsReport exportsReport) {
        boolean reread = settings.isTrue(Setting.APPROVAL_REREAD);
        main.bind(
                "replays",
                new Replays(
                        jdbc,
                        transaction,
                        clock,
                        again,
                        exportsReport,
                        reread ? settings.integer(Setting.REPLAY_REREAD_UP_TO) : 0));
        replayRunner = new ReplayRunner(jdbc, transaction, again, site.node(), clock);
        main.bind("replayRunner", replayRunner);
        main.bind(
                "deadLetterEdits",
                new Edits(
                        jdbc,
                        transaction,
                        moves,
                        again,
                        settings.isTrue(Setting.APPROVAL_SEPARATE_DUTIES),
                        clock));
        main.bind("deadLetterDetails", new DeadLetterDetails(jdbc));
    }

    private void bindApi(
            Main main,
            CamelContext camel,
            Intake intake,
            OpenMoves moves,
            Polls polls,
            RateLimit rateLimit,
            ExportsReport exportsReport) {
        ChangeOrderList list = new ChangeOrderList(jdbc, clock);
        main.bind("changeOrderList", list);
        main.bind("changeOrderCsv", new ChangeOrderCsv(list, clock));
        main.bind(
                "changeOrderDetail",
                new ChangeOrderDetail(
                        jdbc, row -> outlook(intake, row), moves, timeline, exportsReport, clock));
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
        main.bind("attention", new Attention(jdbc));
        main.bind("settings", settings);
        main.bind("checkup", new Checkup(settings, home));
        main.bind("statistics", new Statistics(jdbc, settings.zone(), clock));
        main.bind("auditList", new AuditList(jdbc, settings.zone()));
        main.bind("auditVerification", new AuditVerification(jdbc, clock));
        main.bind("auditPack", new AuditPack(dataSource, settings.zone(), clock));
        Levels levels = new Levels(status, polls, clock);
        metrics.watch(dataSource);
        metrics.watch(rateLimit);
        metrics.watch(levels);
        Delegations delegations = new Delegations(dataSource, clock);
        main.bind("tokens", tokens);
        main.bind("users", users);
        main.bind("delegations", delegations);
        Sessions sessions =
                new Sessions(
                        dataSource,
                        users::callerNamed,
                        clock,
                        new SecureRandom(),
                        settings.duration(Setting.CONSOLE_SESSION_IDLE),
                        settings.duration(Setting.CONSOLE_SESSION_LONGEST));
        FailedLogins failedLogins = new FailedLogins(clock);
        Authentication authentication = new Authentication(tokens, users, sessions, failedLogins);
        main.bind("bulk", new Bulk(camel.createProducerTemplate(), callers));
        ApiDocument document = ApiDocument.ofThisProgram();
        main.bind("ownAccount", new OwnAccount(users, delegations, failedLogins, document));
        main.bind("apiDocument", document);
        server =
                new HttpServer(
                        settings.text(Setting.HTTP_HOST),
                        settings.integer(Setting.HTTP_PORT),
                        document,
                        authentication,
                        new Health(levels, camel, site::nextPollAfter, clock).checks(),
                        metrics.registry(),
                        Consoles.of(
                                authentication,
                                sessions,
                                new SavedViews(dataSource),
                                new ApiCalls(document, camel.createProducerTemplate()),
                                new SecureRandom(),
                                signInProvider(),
                                new ProvidedUsers(dataSource, users, clock)::vouchedFor,
                                settings.zone(),
                                clock,
                                Version.current()));
        main.configure()
                .addRoutesBuilder(
                        new HttpApi(
                                document,
                                authentication,
                                settings.text(Setting.PROCORE_WEBHOOK_TOKEN),
                                server.servletName()));
    }

    private OpenIdConnect signInProvider() {
        return settings.isSet(Setting.OIDC_ISSUER)
                ? new OpenIdConnect(
                        new OpenIdConnect.Site(
                                settings.text(Setting.OIDC_ISSUER),
                                settings.text(Setting.OIDC_CLIENT_ID),
                                settings.text(Setting.OIDC_CLIENT_SECRET),
                                settings.text(Setting.OIDC_NAME_CLAIM),
                                settings.text(Setting.OIDC_ROLE_CLAIM),
                                site.oidcRoles()),
                        () -> URI.create(site.publicUrl(port()) + OpenIdConnect.CALLBACK))
                : null;
    }

    /** Before the routes start: takes the port, and makes the servlet that the routes hang on. */
    void listen() {
        server.listen();
        // the port is ours, so no other process is this node: what it had in hand is nobody's
        int released = exports.releaseOwn();
        if (released > 0) {
            LOG.info("{} exports that were cut off go on", released);
        }
        replayRunner.releaseOwn();
        if (!settings.isSet(Setting.SECURITY_ADMIN_TOKEN)) {
            users.firstAdmin()
                    .ifPresent(
                            password ->
                                    LOG.warn(
                                            "First start: user admin, password {} - shown this"
                                                    + " once; change it",
                                            password));
        }
    }

    /** Once the routes have started: calls that came meanwhile are answered now. */
    void answer() {
        server.answer();
    }

    void addUsers(Map<String, Role> people, String password) {
        people.forEach(
                (name, role) -> {
                    if (users.callerNamed(name).isEmpty()) {
                        users.create(
                                Json.mapper()
                                        .valueToTree(
                                                Map.of(
                                                        "name", name,
                                                        "role", role.word(),
                                                        "password", password)),
                                Caller.SYSTEM);
                    }
                });
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

    private static ChangeOrderDetail.Outlook outlook(Intake intake, ChangeOrderRow row) {
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
