package io.ccobridge.audit;

import static io.ccobridge.audit.Broken.What.CHANGED;
import static io.ccobridge.audit.Broken.What.INSERTED;
import static io.ccobridge.audit.Broken.What.REMOVED;
import static io.ccobridge.audit.Broken.What.REORDERED;
import static io.ccobridge.audit.Broken.What.REWRITTEN;
import static io.ccobridge.audit.Broken.What.TRUNCATED;

import java.util.Iterator;
import java.util.Optional;

/**
 * Goes along a chain, or a piece of one, entry after entry, and stops at the first that is not what
 * it was. It looks at one entry, its neighbours and nothing else, so that a chain of any length
 * needs no memory; what it says of the kind of damage is read from how the neighbours fit.
 */
public final class ChainCheck {

    /** How many removed entries in a row are told from a change, where the rest was renumbered. */
    private static final int FARTHEST = 1000;

    /**
     * @param start what stands before the first
     * @param entries how many fit
     * @param last the last of them; where there are none, what stood before
     * @param broken null: all fit
     * @param forgotten what was written down and has not come by, where all fits; else null
     */
    public record Result(Mark start, long entries, Mark last, Broken broken, Broken forgotten) {}

    private final Remembered remembered;
    private long entries;
    private Mark beforeLast;
    private Mark last;
    private boolean headSeen;

    private ChainCheck(Remembered remembered) {
        this.remembered = remembered;
    }

    /** A chain from its first entry on. */
    static Result whole(Iterator<Entry> chain, Remembered remembered) {
        return new ChainCheck(remembered).from(Mark.START, chain, null);
    }

    /**
     * A piece of a chain. That it follows what stood before it cannot be seen from it alone, unless
     * that was written down.
     */
    public static Result piece(Iterator<Entry> piece, Remembered remembered) {
        if (!piece.hasNext()) {
            return new ChainCheck(remembered).from(Mark.START, piece, null);
        }
        Entry first = piece.next();
        return new ChainCheck(remembered)
                .from(
                        first.position() <= 1
                                ? Mark.START
                                : new Mark(first.position() - 1, first.previousHash()),
                        piece,
                        first);
    }

    private Result from(Mark start, Iterator<Entry> rest, Entry first) {
        last = start;
        headSeen = start.hash().equals(remembered.head());
        Optional<Broken> broken = remember(start);
        Entry entry = first == null && rest.hasNext() ? rest.next() : first;
        while (broken.isEmpty() && entry != null) {
            Entry next = rest.hasNext() ? rest.next() : null;
            broken = wrong(entry, next);
            if (broken.isEmpty()) {
                entries++;
                beforeLast = last;
                last = entry.mark();
                headSeen |= entry.hash().equals(remembered.head());
                broken = remember(last);
                entry = next;
            }
        }
        return new Result(
                start,
                entries,
                last,
                broken.orElse(null),
                broken.isPresent() ? null : forgotten().orElse(null));
    }

    private Optional<Broken> wrong(Entry entry, Entry next) {
        long place = last.position() + 1;
        if (entry.position() != place) {
            return Optional.of(misplaced(place, entry, next));
        }
        if (follows(entry)) {
            return Optional.empty();
        }
        return Optional.of(unfit(entry, next));
    }

    private Broken misplaced(long place, Entry entry, Entry next) {
        if (entry.position() < 1) {
            return Broken.at(
                    entry,
                    INSERTED,
                    "Entry " + entry.position() + " was put in before the first one.");
        }
        if (entry.position() == last.position()) {
            return Broken.at(
                    entry, INSERTED, "There is another entry " + entry.position() + " beside it.");
        }
        if (entry.position() < place || (next != null && next.position() == place)) {
            return Broken.at(
                    entry,
                    REORDERED,
                    "Entry " + entry.position() + " stands where entry " + place + " should.");
        }
        long missing = entry.position() - place;
        return Broken.where(
                place,
                REMOVED,
                missing == 1
                        ? "Entry " + place + " is missing."
                        : "Entries " + place + " to " + (entry.position() - 1) + " are missing.");
    }

    /** It is in its place and does not fit there. */
    private Broken unfit(Entry entry, Entry next) {
        long place = entry.position();
        boolean nextBelongsHere =
                next != null && last.hash().equals(next.previousHash()) && next.isGenuineAt(place);
        if (nextBelongsHere && entry.isGenuineAt(place + 1)) {
            return Broken.at(
                    entry, REORDERED, "Entries " + place + " and " + (place + 1) + " are swapped.");
        }
        if (nextBelongsHere) {
            return Broken.at(
                    entry,
                    INSERTED,
                    "Entry " + place + " was put in; the one behind it follows the one before it.");
        }
        if (beforeLast != null
                && beforeLast.hash().equals(entry.previousHash())
                && entry.isGenuineAt(place - 1)) {
            return Broken.where(
                    last.position(),
                    INSERTED,
                    "Entry "
                            + last.position()
                            + " was put in; the one behind it follows the one before it.");
        }
        for (long origin = place + 1; origin <= place + FARTHEST; origin++) {
            if (entry.isGenuineAt(origin)) {
                return next != null && next.isGenuineAt(next.position())
                        ? Broken.at(
                                entry,
                                REORDERED,
                                "Entry " + origin + " stands in place " + place + ".")
                        : Broken.where(
                                place,
                                REMOVED,
                                (origin - place == 1
                                                ? "Entry " + place + " was taken out"
                                                : "Entries "
                                                        + place
                                                        + " to "
                                                        + (origin - 1)
                                                        + " were taken out")
                                        + " and the rest renumbered.");
            }
        }
        return Broken.at(
                entry,
                CHANGED,
                entry.isGenuineAt(place)
                        ? "Entry "
                                + place
                                + " does not follow entry "
                                + last.position()
                                + ": one of the two is not what it was."
                        : "Entry " + place + " is not what was written: its hash is another.");
    }

    private boolean follows(Entry entry) {
        return last.hash().equals(entry.previousHash()) && entry.isGenuineAt(entry.position());
    }

    private Optional<Broken> remember(Mark mark) {
        Mark since = remembered.since();
        return since != null
                        && since.position() == mark.position()
                        && !since.hash().equals(mark.hash())
                ? Optional.of(
                        Broken.where(
                                mark.position(),
                                REWRITTEN,
                                "Entry "
                                        + mark.position()
                                        + " has the hash "
                                        + mark.hash()
                                        + ", not the one that was written down."))
                : Optional.empty();
    }

    /** All fits together, and something that was written down has not come by. */
    private Optional<Broken> forgotten() {
        Mark since = remembered.since();
        if (since != null && since.position() > last.position()) {
            return Optional.of(
                    Broken.where(
                            last.position() + 1,
                            TRUNCATED,
                            "Entry "
                                    + since.position()
                                    + " was written down, and the last one here is entry "
                                    + last.position()
                                    + "."));
        }
        if (since != null && since.position() < last.position() - entries) {
            return Optional.of(
                    Broken.where(
                            since.position(),
                            REMOVED,
                            "Entry "
                                    + since.position()
                                    + " was written down, and the first one here is entry "
                                    + (last.position() - entries + 1)
                                    + "."));
        }
        if (remembered.head() != null && !headSeen) {
            return Optional.of(
                    new Broken(
                            null,
                            null,
                            null,
                            REWRITTEN,
                            "No entry has the hash that was written down: "
                                    + remembered.head()
                                    + "."));
        }
        return Optional.empty();
    }
}
