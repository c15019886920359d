package io.ccobridge;

import io.ccobridge.deadletter.Catalogue;
import io.ccobridge.deadletter.DeadLetterCsv;
import io.ccobridge.deadletter.DeadLetterDetails;
import io.ccobridge.deadletter.DeadLetterGroups;
import io.ccobridge.deadletter.DeadLetters;
import io.ccobridge.deadletter.Decisions;
import io.ccobridge.deadletter.Edits;
import io.ccobridge.deadletter.Notes;
import io.ccobridge.deadletter.ReplayRunner;
import io.ccobridge.deadletter.Replays;
import io.ccobridge.flow.FailedAgain;
import io.ccobridge.flow.Intake;
import io.ccobridge.queue.FailedMoves;
import io.ccobridge.queue.ResendMoves;
import io.ccobridge.queue.StoredExports;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What failed for good: groups by cause, decisions, edits and replays. */
final class DeadLetterRoom {

    final ReplayRunner replayRunner;

    DeadLetterRoom(
            Ground ground,
            QueueRoom queue,
            ProcoreRoom procore,
            SpectrumRoom spectrum,
            Intake intake,
            ExportRoom exports) {
        Settings settings = ground.settings();
        JdbcClient jdbc = ground.jdbc();
        TransactionTemplate transaction = ground.transaction();
        Clock clock = ground.clock();
        Catalogue causes = Catalogue.read(ground.home().resolve("config"));
        Notes notes = ground.bind("deadLetterNotes", new Notes(jdbc, transaction, clock));
        DeadLetterGroups groups =
                ground.bind("deadLetterGroups", new DeadLetterGroups(jdbc, causes, notes, clock));
        DeadLetters deadLetters =
                ground.bind(
                        "deadLetters",
                        new DeadLetters(jdbc, causes, groups, notes, exports.timeline, clock));
        ground.bind("deadLetterCsv", new DeadLetterCsv(deadLetters));
        ground.bind("deadLetterDetails", new DeadLetterDetails(jdbc));
        ground.bind(
                "deadLetterDecisions",
                new Decisions(
                        jdbc,
                        new FailedMoves(jdbc, transaction, queue.numbers, clock),
                        deadLetters));
        ResendMoves resends = new ResendMoves(jdbc, transaction, queue.numbers, clock);
        FailedAgain again =
                new FailedAgain(
                        queue.queue,
                        resends,
                        new StoredExports(jdbc),
                        intake,
                        spectrum.planner,
                        procore.present,
                        ground.today());
        ground.bind(
                "replays",
                new Replays(
                        jdbc,
                        transaction,
                        clock,
                        again,
                        exports.report,
                        settings.isTrue(Setting.APPROVAL_REREAD)
                                ? settings.integer(Setting.REPLAY_REREAD_UP_TO)
                                : 0));
        replayRunner =
                ground.bind(
                        "replayRunner",
                        new ReplayRunner(jdbc, transaction, again, ground.site().node(), clock));
        ground.bind(
                "deadLetterEdits",
                new Edits(
                        jdbc,
                        transaction,
                        resends,
                        again,
                        settings.isTrue(Setting.APPROVAL_SEPARATE_DUTIES),
                        clock));
    }
}
