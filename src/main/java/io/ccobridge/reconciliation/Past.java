package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.HistoryWords;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One change order that has moved on since the moment that is asked for, put together as it was
 * then: from its audit entries and the attempts of its exports, which are only ever added to.
 *
 * @param entries all of its history, oldest first
 * @param attempts of all its exports
 * @param problems what the last entry before the moment said of unmet requirements
 */
record Past(Instant at, List<Entry> entries, List<Attempt> attempts, List<Problem> problems) {

    private static final Set<State> AFTER_SENDING =
            EnumSet.of(State.READY_TO_EXPORT, State.ACCEPTED, State.FAILED_TO_EXPORT, State.SYNCED);

    record Entry(
            long id,
            Instant at,
            String by,
            State from,
            State to,
            String reason,
            boolean leftBehind) {

        boolean moved() {
            return from != to;
        }

        /** It came to accounting as Procore had it then; an undone or a failed one comes back. */
        boolean sent() {
            return to == State.READY_TO_EXPORT
                    && (moved() ? !AFTER_SENDING.contains(from) : words() == HistoryWords.SENT);
        }

        /** By the bridge itself, which says nothing of Procore while it moves an export on. */
        boolean saysWhatProcoreSays() {
            return by.equals(Caller.SYSTEM.name())
                    && (!moved() || to == State.NEEDS_ATTENTION)
                    && words() != null;
        }

        HistoryWords words() {
            return HistoryWords.of(reason).orElse(null);
        }
    }

    /**
     * @param endedAt when the answer came; null when none did
     * @param perhapsTaken null when that is not known any more
     */
    record Attempt(
            long exportId,
            int position,
            Instant begunAt,
            Instant endedAt,
            String outcome,
            Boolean perhapsTaken) {

        /** Spectrum had taken the line. */
        boolean done(Instant at) {
            return accepted() && !Objects.requireNonNullElse(endedAt, begunAt).isAfter(at);
        }

        boolean accepted() {
            return outcome.equals("accepted");
        }

        /** Spectrum may have held the line. */
        boolean inDoubt(Instant at) {
            return !begunAt.isAfter(at)
                    && (endedAt == null
                            || endedAt.isAfter(at)
                            || Boolean.TRUE.equals(perhapsTaken));
        }

        boolean untold(Instant at) {
            return !begunAt.isAfter(at) && endedAt != null && perhapsTaken == null;
        }
    }

    /**
     * @param doubtful whether a part of it cannot be told exactly
     */
    record Then(List<ToldLine> told, boolean doubtful) {}

    State state() {
        return last(entry -> true).map(Entry::to).orElse(State.NEEDS_ATTENTION);
    }

    Standing.Moved moved() {
        return last(Entry::moved)
                .map(
                        entry ->
                                new Standing.Moved(
                                        entry.by(),
                                        entry.at(),
                                        entry.from(),
                                        entry.reason(),
                                        entry.leftBehind()))
                .orElse(null);
    }

    /** Procore did not show it any more; when it is shown again, there is another entry. */
    boolean gone() {
        return inProcore() == HistoryWords.GONE;
    }

    /** What Procore said was not what had been sent to accounting. */
    boolean changed() {
        HistoryWords said = inProcore();
        return AFTER_SENDING.contains(state())
                && said != null
                && said != HistoryWords.SENT
                && said != HistoryWords.CHANGED_BACK;
    }

    /** The last that was heard of it from Procore; null when nothing since it was found. */
    private HistoryWords inProcore() {
        return last(entry -> entry.sent() || entry.saysWhatProcoreSays())
                .map(entry -> entry.sent() ? HistoryWords.SENT : entry.words())
                .orElse(null);
    }

    private Optional<Entry> last(Predicate<Entry> which) {
        return entries.stream()
                .filter(entry -> !entry.at().isAfter(at))
                .filter(which)
                .max(Comparator.comparingLong(Entry::id));
    }

    /**
     * @param lines of the exports made by then, in the order in which they are told to Spectrum
     */
    Then told(List<Exported> lines) {
        List<ToldLine> told = new ArrayList<>();
        boolean doubtful = false;
        for (Exported line : lines) {
            if (unlinked(line)) {
                continue;
            }
            List<Attempt> attempts = of(line);
            boolean notKept = noAttemptTells(line, attempts, lines);
            boolean done =
                    notKept || line.byHand() || attempts.stream().anyMatch(one -> one.done(at));
            boolean untold = !done && attempts.stream().anyMatch(one -> one.untold(at));
            doubtful |= notKept || untold;
            if (done || untold || attempts.stream().anyMatch(one -> one.inDoubt(at))) {
                told.add(new ToldLine(line, done));
            }
        }
        return new Then(told, doubtful);
    }

    private boolean unlinked(Exported line) {
        return line.state().equals("UNLINKED")
                && entries.stream()
                        .filter(entry -> entry.to() == State.UNLINKED && entry.moved())
                        .map(Entry::at)
                        .anyMatch(when -> !when.isBefore(line.madeAt()) && !when.isAfter(at));
    }

    private List<Attempt> of(Exported line) {
        return attempts.stream()
                .filter(attempt -> attempt.exportId() == line.exportId())
                .filter(attempt -> attempt.position() == line.position())
                .toList();
    }

    /** Spectrum holds it, and when it took it is not kept any more. */
    private static boolean noAttemptTells(
            Exported line, List<Attempt> attempts, List<Exported> lines) {
        return line.state().equals("DONE")
                && !line.byHand()
                && attempts.stream().noneMatch(Attempt::accepted)
                && lines.stream().noneMatch(older -> tells(older, line));
    }

    /** What an export took over as done, the line of the older one tells. */
    private static boolean tells(Exported older, Exported line) {
        return line.madeFrom() != null
                && older.exportId() == line.madeFrom()
                && older.position() == line.position()
                && older.state().equals("DONE");
    }
}
