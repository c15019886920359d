package io.ccobridge.queue;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * When no export starts, by the clock. A window begins when its cron expression says so and lasts
 * for its length as a stopwatch measures it. Where the clocks change, the safe side is taken, which
 * Quartz does not: a beginning that the clock skips in spring holds from the jump on, and one that
 * comes twice in autumn begins a window twice.
 */
public final class MaintenanceWindows {

    /**
     * @param cron a Quartz cron expression
     * @param length up to {@link #LONGEST}
     */
    public record Window(String cron, Duration length) {}

    /**
     * A stretch without exports; windows that overlap or follow each other are one.
     *
     * @param end no longer in it
     */
    public record Span(Instant start, Instant end) {

        boolean holds(Instant moment) {
            return !moment.isBefore(start) && moment.isBefore(end);
        }
    }

    public static final Duration LONGEST = Duration.ofDays(7);

    private static final Duration ENDLESS = LONGEST.multipliedBy(2);

    public static final MaintenanceWindows NONE = new MaintenanceWindows(List.of(), ZoneOffset.UTC);

    /** What was found for a moment holds until then. */
    private record Known(Instant from, Instant until, Optional<Span> span) {}

    private final List<Window> windows;
    private final ZoneId zone;
    private final ZoneRules rules;
    private volatile Known known = new Known(Instant.MAX, Instant.MIN, Optional.empty());

    /**
     * @param zone whose clock the expressions go by
     * @throws IllegalArgumentException when an expression is none
     */
    public MaintenanceWindows(List<Window> windows, ZoneId zone) {
        this.windows = List.copyOf(windows);
        this.zone = zone;
        this.rules = zone.getRules();
        windows.forEach(window -> cron(window, ZoneOffset.UTC));
    }

    /** The stretch that a moment is in; empty when exports may start. */
    public Optional<Span> at(Instant moment) {
        if (windows.isEmpty()) {
            return Optional.empty();
        }
        Known last = known;
        if (moment.isBefore(last.from()) || !moment.isBefore(last.until())) {
            Optional<Span> span = find(moment);
            last = new Known(moment, span.map(Span::end).orElseGet(() -> nextLook(moment)), span);
            known = last;
        }
        return last.span();
    }

    /** Whether there seems to be no end to it. */
    public boolean endless(Instant moment) {
        return at(moment).filter(span -> !span.end().isBefore(moment.plus(ENDLESS))).isPresent();
    }

    public ZoneId zone() {
        return zone;
    }

    private Optional<Span> find(Instant moment) {
        return windows.stream()
                .flatMap(window -> find(window, window.length(), moment).stream())
                .map(Span::start)
                .min(Comparator.naturalOrder())
                .map(start -> new Span(start, end(start, moment)));
    }

    /** The end of the last of the windows that hold or take over before the end. */
    private Instant end(Instant start, Instant moment) {
        Instant enough = moment.plus(ENDLESS);
        Optional<Instant> next = lastEnd(moment);
        Instant end = next.orElse(start);
        while (next.isPresent() && end.isBefore(enough)) {
            end = next.get();
            next = lastEnd(end);
        }
        return end;
    }

    private Optional<Instant> lastEnd(Instant moment) {
        return windows.stream()
                .flatMap(window -> lastEnd(window, moment).stream())
                .max(Comparator.naturalOrder());
    }

    /** Looks at what has just begun first, so that many short steps are few long ones. */
    private Optional<Instant> lastEnd(Window window, Instant moment) {
        for (int part : List.of(64, 8, 1)) {
            Optional<Span> span = find(window, window.length().dividedBy(part), moment);
            if (span.isPresent()) {
                return span.map(Span::end);
            }
        }
        return Optional.empty();
    }

    /**
     * The one that holds.
     *
     * @param back how far back to look for its beginning; the first one from there is it
     */
    private Optional<Span> find(Window window, Duration back, Instant moment) {
        Instant since = moment.minus(back);
        List<Span> found = new ArrayList<>();
        for (ZoneOffset offset : offsets(since, moment)) {
            CronExpression cron = cron(window, offset);
            Instant begin = next(cron, since);
            while (!begin.isAfter(moment) && !shown(begin, offset)) {
                begin = next(cron, begin);
            }
            if (!begin.isAfter(moment)) {
                found.add(new Span(begin, begin.plus(window.length())));
            }
        }
        skipped(window, moment).ifPresent(found::add);
        return found.stream()
                .filter(span -> span.holds(moment))
                .min(Comparator.comparing(Span::start));
    }

    /** Whether clocks with this offset were in use then. */
    private boolean shown(Instant moment, ZoneOffset offset) {
        return rules.getValidOffsets(LocalDateTime.ofInstant(moment, offset)).contains(offset);
    }

    /** A window whose beginning the clock skipped, and that holds. */
    private Optional<Span> skipped(Window window, Instant moment) {
        ZoneOffsetTransition jump = rules.previousTransition(moment.plusNanos(1));
        if (jump == null
                || !jump.isGap()
                || moment.isAfter(
                        jump.getInstant().plus(jump.getDuration()).plus(window.length()))) {
            return Optional.empty();
        }
        Instant asBefore =
                next(cron(window, jump.getOffsetBefore()), jump.getInstant().minusMillis(1));
        Span span = new Span(jump.getInstant(), asBefore.plus(window.length()));
        boolean inTheGap = asBefore.isBefore(jump.getInstant().plus(jump.getDuration()));
        return inTheGap ? Optional.of(span) : Optional.empty();
    }

    /** When the next window may begin, or the clocks change. */
    private Instant nextLook(Instant moment) {
        Instant earliest = moment.plus(LONGEST);
        ZoneOffsetTransition change = rules.nextTransition(moment);
        if (change != null && change.getInstant().isBefore(earliest)) {
            earliest = change.getInstant();
        }
        for (Window window : windows) {
            Instant begin = next(cron(window, rules.getOffset(moment)), moment);
            earliest = begin.isBefore(earliest) ? begin : earliest;
        }
        return earliest;
    }

    private Set<ZoneOffset> offsets(Instant from, Instant to) {
        Set<ZoneOffset> offsets = new LinkedHashSet<>();
        offsets.add(rules.getOffset(from));
        for (ZoneOffsetTransition change = rules.nextTransition(from);
                change != null && !change.getInstant().isAfter(to);
                change = rules.nextTransition(change.getInstant())) {
            offsets.add(change.getOffsetAfter());
        }
        return offsets;
    }

    /** By a clock that never changes. */
    private static CronExpression cron(Window window, ZoneOffset offset) {
        try {
            CronExpression cron = new CronExpression(window.cron());
            cron.setTimeZone(TimeZone.getTimeZone(ZoneId.ofOffset("GMT", offset)));
            return cron;
        } catch (ParseException e) {
            throw new IllegalArgumentException(window.cron() + ": " + e.getMessage(), e);
        }
    }

    /** After a moment; far away when never. */
    private static Instant next(CronExpression cron, Instant after) {
        Date date = cron.getNextValidTimeAfter(Date.from(after));
        return date == null ? Instant.MAX : date.toInstant();
    }
}
