package io.ccobridge;

import io.ccobridge.deadletter.PendingDecisions;
import io.ccobridge.flow.Exporter;
import io.ccobridge.queue.ExportGate;
import io.ccobridge.queue.ExportPauses;
import io.ccobridge.queue.ExportQueue;
import io.ccobridge.queue.ExportsReport;
import io.ccobridge.queue.PendingExports;
import io.ccobridge.queue.Timeline;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.Database;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was accepted, on its way into Spectrum: queue, gate, exporter and their timeline. */
final class ExportRoom {

    final ExportQueue exports;
    final ExportsReport report;
    final Timeline timeline;

    ExportRoom(Ground ground, SpectrumRoom spectrum) {
        Settings settings = ground.settings();
        JdbcClient jdbc = ground.jdbc();
        Clock clock = ground.clock();
        ExportGate.Rules gateRules =
                new ExportGate.Rules(
                        settings.duration(Setting.SPECTRUM_PROBE_INTERVAL),
                        settings.integer(Setting.SPECTRUM_OUTAGE_AFTER),
                        settings.number(Setting.SPECTRUM_DRAIN_RATE),
                        ground.site().maintenanceWindows(clock.instant()));
        report = new ExportsReport(jdbc, gateRules, clock);
        ground.bind("exportPauses", new ExportPauses(jdbc, ground.transaction(), report, clock));
        exports =
                new ExportQueue(
                        jdbc,
                        ground.transaction(),
                        Database.isPostgres(ground.dataSource()),
                        new ExportQueue.Rules(
                                ground.site().node(),
                                // a call, what is recorded after it, and a pause of the machine;
                                // taken over too early, the same call goes twice, and writes once
                                spectrum.timeout.multipliedBy(2).plusSeconds(10),
                                settings.integer(Setting.EXPORT_RETRY_MAX_ATTEMPTS),
                                ground.site().backoff(),
                                settings.duration(Setting.SPECTRUM_PROBE_INTERVAL)),
                        new ExportGate(jdbc, ground.transaction(), gateRules),
                        clock,
                        RandomGenerator.getDefault());
        ground.bind(
                "exporter",
                new Exporter(
                        exports,
                        spectrum.envelopes,
                        settings.text(Setting.SPECTRUM_AUTHORIZATION_ID),
                        settings.integer(Setting.SPECTRUM_CONCURRENCY),
                        ground.metrics().registry()));
        ground.bind(
                "pendingExports",
                new PendingDecisions(new PendingExports(jdbc, ground.transaction(), clock)));
        timeline = new Timeline(jdbc, request -> spectrum.curl.of("ARChangeRequest", request));
    }
}
