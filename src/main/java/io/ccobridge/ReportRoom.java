package io.ccobridge;

import io.ccobridge.audit.AuditList;
import io.ccobridge.audit.AuditVerification;
import io.ccobridge.audit.pack.AuditPack;
import io.ccobridge.doctor.Checkup;
import io.ccobridge.notice.MailText;
import io.ccobridge.notice.Notices;
import io.ccobridge.observe.BackgroundErrors;
import io.ccobridge.observe.Levels;
import io.ccobridge.reconciliation.Reconciliation;
import io.ccobridge.report.Attention;
import io.ccobridge.report.ChangeOrderCsv;
import io.ccobridge.report.ChangeOrderDetail;
import io.ccobridge.report.ChangeOrderList;
import io.ccobridge.report.Statistics;
import io.ccobridge.report.StatusReport;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.SiteSettings;
import java.time.Clock;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apache.camel.CamelContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is read and told: lists, status, statistics, reconciliation, audit trail and mail. */
final class ReportRoom {

    final StatusReport status;
    final Levels levels;

    ReportRoom(
            Ground ground,
            CamelContext camel,
            QueueRoom queue,
            ProcoreRoom procore,
            ApprovalRoom approval,
            ExportRoom exports,
            IntSupplier port) {
        Settings settings = ground.settings();
        SiteSettings site = ground.site();
        JdbcClient jdbc = ground.jdbc();
        Clock clock = ground.clock();
        String currency = settings.text(Setting.REQUIREMENTS_CURRENCY);
        ChangeOrderList list = ground.bind("changeOrderList", new ChangeOrderList(jdbc, clock));
        ground.bind("changeOrderCsv", new ChangeOrderCsv(list, clock));
        ground.bind(
                "changeOrderDetail",
                new ChangeOrderDetail(
                        jdbc,
                        approval::outlook,
                        queue.queue.openMoves(),
                        exports.timeline,
                        exports.report,
                        clock));
        ground.bind("attention", new Attention(jdbc, currency));
        ground.bind("statistics", new Statistics(jdbc, settings.zone(), currency, clock));
        ground.bind(
                "reconciliation",
                new Reconciliation(
                        ground.dataSource(),
                        new KeptDocuments(procore.documents),
                        Set.copyOf(site.projects()),
                        settings.zone(),
                        clock));
        ground.bind("auditList", new AuditList(jdbc, settings.zone()));
        ground.bind("auditVerification", new AuditVerification(jdbc, clock));
        ground.bind("auditPack", new AuditPack(ground.dataSource(), settings.zone(), clock));
        ground.bind("notices", new Notices(jdbc, ground.transaction(), settings.zone(), clock));
        ground.bind(
                "mailText",
                new MailText(ground.config("mail"), () -> site.publicUrl(port.getAsInt())));
        ground.bind("mailSession", site.mailSession());
        ground.bind("settings", settings);
        ground.bind("checkup", new Checkup(settings, ground.home()));
        status =
                ground.bind(
                        "statusReport",
                        new StatusReport(
                                jdbc,
                                clock,
                                new StatusReport.Sources(
                                        procore.polls::newest,
                                        () -> site.nextPollAfter(clock.instant()).orElse(null),
                                        () -> procore.rateLimit.last().orElse(null),
                                        () -> mail(settings),
                                        Version.current(),
                                        RunsOn.of(camel, ground.dataSource())),
                                exports.report,
                                currency));
        levels = new Levels(status, procore.polls, clock);
        ground.bind("backgroundErrors", new BackgroundErrors(clock));
        ground.metrics().watch(ground.dataSource());
        ground.metrics().watch(procore.rateLimit);
        ground.metrics().watch(levels);
    }

    private static String mail(Settings settings) {
        return settings.isSet(Setting.MAIL_HOST)
                ? "through " + settings.text(Setting.MAIL_HOST)
                : "off: no mail is sent (setting mail.host)";
    }
}
