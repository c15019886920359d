package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Holdings;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One change order that has moved on since the moment that is asked for, put together as it was
 * then: from its audit entries and the attempts of its exports, which are only ever added to.
 *
 * @param entries all of its history, oldest first
 * @param attempts of all its exports
 * @param problems what the last entry before the moment said of unmet requirements
 * @param sentFingerprint of what Procore said when it was last sent to accounting before the
 *     moment; null when it had not been
 */
record Past(
        Instant at,
        List<Entry> entries,
        List<Attempt> attempts,
        List<Problem> problems,
        String sentFingerprint) {

    record Entry(long id, Instant at, String by, State from, State to, String reason) {

        boolean moved() {
            return from != to;
        }
    }

    /**
     * @param endedAt when the answer came; null when none did
     */
    record Attempt(long exportId, int position, Instant begunAt, Instant endedAt, String outcome) {

        boolean wasUnderWay(Instant at) {
            return !begunAt.isAfter(at) && (endedAt == null || endedAt.isAfter(at));
        }
    }

    /**
     * @param doubtful whether a part of it cannot be told exactly
     */
    record Then(Holdings holdings, boolean doubtful) {}

    private enum Held {
        YES,
        PERHAPS,
        /** It is not written down whether a call that failed for a moment was taken. */
        UNTOLD,
        NO
    }

    State state() {
        return last(entry -> true).map(Entry::to).orElse(State.NEEDS_ATTENTION);
    }

    Standing.Moved moved() {
        return last(Entry::moved)
                .map(
                        entry ->
                                new Standing.Moved(
                                        entry.by(), entry.at(), entry.from(), entry.reason()))
                .orElse(null);
    }

    /**
     * Whether Procore had ceased to show it: the last that the bridge said of it, but for what came
     * of an export, was that. When it is shown again, there is another entry.
     */
    boolean gone() {
        return last(entry ->
                        entry.by().equals(Caller.SYSTEM.name())
                                && !(entry.from() == State.ACCEPTED && entry.moved()))
                .map(Entry::reason)
                .filter(reason -> reason.startsWith("Procore does not show it any more"))
                .isPresent();
    }

    private Optional<Entry> last(Predicate<Entry> which) {
        return entries.stream()
                .filter(entry -> !entry.at().isAfter(at))
                .filter(which)
                .max(Comparator.comparingLong(Entry::id));
    }

    /**
     * @param lines of the exports accepted by then, in the order in which they are told to Spectrum
     */
    Then holdings(List<Exported> lines) {
        List<Holdings.Told> told = new ArrayList<>();
        boolean doubtful = false;
        for (Exported line : lines) {
            if (unlinked(line)) {
                continue;
            }
            Optional<Instant> done = doneAt(line, lines);
            boolean archived = done.isEmpty() && line.state().equals("DONE");
            Held held =
                    archived || done.filter(when -> !when.isAfter(at)).isPresent()
                            ? Held.YES
                            : unanswered(line);
            doubtful |= archived || held == Held.UNTOLD;
            if (held != Held.NO) {
                told.add(new Holdings.Told(line.sum(), held == Held.YES));
            }
        }
        return new Then(Holdings.of(told), doubtful);
    }

    private boolean unlinked(Exported line) {
        return line.state().equals("UNLINKED")
                && firstTo(State.UNLINKED, line.acceptedAt())
                        .filter(when -> !when.isAfter(at))
                        .isPresent();
    }

    private Optional<Instant> doneAt(Exported line, List<Exported> lines) {
        return of(line).filter(attempt -> attempt.outcome().equals("accepted"))
                .map(Past::ended)
                .min(Comparator.naturalOrder())
                .or(() -> doneByHandAt(line, lines));
    }

    /** Done by hand is the export that failed last, whole. */
    private Optional<Instant> doneByHandAt(Exported line, List<Exported> lines) {
        return entries.stream()
                .filter(e -> e.from() == State.FAILED_TO_EXPORT && e.to() == State.SYNCED)
                .map(Entry::at)
                .filter(when -> !when.isBefore(line.acceptedAt()))
                .filter(when -> lines.stream().noneMatch(o -> between(line, o, when)))
                .min(Comparator.naturalOrder());
    }

    private static boolean between(Exported line, Exported other, Instant when) {
        return other.exportId() > line.exportId() && !other.acceptedAt().isAfter(when);
    }

    /** A line that was not done by then: whether Spectrum may have held it all the same. */
    private Held unanswered(Exported line) {
        List<Attempt> begun = of(line).filter(a -> !a.begunAt().isAfter(at)).toList();
        if (begun.stream().anyMatch(a -> a.outcome().equals("unknown") || a.wasUnderWay(at))) {
            return Held.PERHAPS;
        }
        if (line.state().equals("OPEN")
                || begun.stream().noneMatch(a -> a.outcome().equals("transient"))) {
            return Held.NO;
        }
        boolean nothingSince = begun.size() == of(line).count();
        return nothingSince && line.state().equals("UNKNOWN") ? Held.PERHAPS : Held.UNTOLD;
    }

    private static Instant ended(Attempt attempt) {
        return Objects.requireNonNullElse(attempt.endedAt(), attempt.begunAt());
    }

    private Stream<Attempt> of(Exported line) {
        return attempts.stream()
                .filter(attempt -> attempt.exportId() == line.exportId())
                .filter(attempt -> attempt.position() == line.position());
    }

    private Optional<Instant> firstTo(State state, Instant notBefore) {
        return entries.stream()
                .filter(entry -> entry.to() == state && entry.moved())
                .map(Entry::at)
                .filter(when -> !when.isBefore(notBefore))
                .min(Comparator.naturalOrder());
    }
}
