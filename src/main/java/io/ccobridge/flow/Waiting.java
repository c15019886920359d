package io.ccobridge.flow;

import io.ccobridge.link.LinkKind;
import io.ccobridge.link.ListedLink;
import io.ccobridge.queue.Waits;
import io.ccobridge.queue.Waits.Thing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/**
 * Which change orders are to be looked at again after something has come or changed. Ids are read
 * in pages, while the change orders before them are looked at.
 */
public final class Waiting {

    /** So many are looked at while a person waits for the answer; the others after it. */
    static final int AT_ONCE = 200;

    private final Waits waits;
    private final Clock clock;

    public Waiting(Waits waits, Clock clock) {
        this.waits = waits;
        this.clock = clock;
    }

    /** Of each thing that is waited for the change order that has waited longest. */
    public List<Thing> things() {
        return waits.things();
    }

    /**
     * The others that wait for the same, of those things that the first ones of which do not wait
     * for any more.
     */
    public Iterator<Long> othersOf(List<Thing> things) {
        List<Thing> come = things.stream().filter(thing -> !waits.isAwaited(thing)).toList();
        List<Iterator<Long>> others = new ArrayList<>();
        for (Thing thing : come) {
            others.add(pages(thing.first(), after -> waits.waitingFor(thing, after)));
        }
        return joined(others);
    }

    /** Those that a link which a person has just made may free or lead elsewhere. */
    public Iterator<Long> forLink(String kind, ListedLink link) {
        return forId(kind, String.valueOf(link.procoreId()));
    }

    /** Those that a link by hand which was taken away has kept from another one. */
    public Iterator<Long> forDeletedLink(String kind, Map<String, String> query) {
        return forId(kind, LinkKind.of(kind).procoreId(query.get("procore_id")));
    }

    private Iterator<Long> forId(String kind, String procoreId) {
        return pages(0, after -> waits.concernedByLink(kind, procoreId, after));
    }

    /** Those that the links which a person has made since then may free or lead elsewhere. */
    public Iterator<Long> forLinksSince(String kind, Instant since) {
        return pages(0, after -> waits.concernedByLinksSince(kind, since, after));
    }

    /** All that need attention. */
    public Iterator<Long> all() {
        return pages(0, waits::all);
    }

    /** Those whose commitment has another contract company than when they were last looked at. */
    public Iterator<Long> withAnotherCompany() {
        return pages(0, waits::withAnotherCompany);
    }

    public Instant now() {
        return clock.instant();
    }

    /** The first of them, for a person who waits; they are not given again. */
    public List<Long> some(Iterator<Long> ids) {
        List<Long> some = new ArrayList<>();
        while (some.size() < AT_ONCE && ids.hasNext()) {
            some.add(ids.next());
        }
        return some;
    }

    private static Iterator<Long> joined(List<Iterator<Long>> parts) {
        Iterator<Iterator<Long>> left = parts.iterator();
        return new Iterator<>() {
            private Iterator<Long> part = List.<Long>of().iterator();

            @Override
            public boolean hasNext() {
                while (!part.hasNext() && left.hasNext()) {
                    part = left.next();
                }
                return part.hasNext();
            }

            @Override
            public Long next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return part.next();
            }
        };
    }

    private static Iterator<Long> pages(long first, LongFunction<List<Long>> pageAfter) {
        return new Iterator<>() {
            private Iterator<Long> page = List.<Long>of().iterator();
            private long last = first;
            private boolean ended;

            @Override
            public boolean hasNext() {
                if (!page.hasNext() && !ended) {
                    page = pageAfter.apply(last).iterator();
                    ended = !page.hasNext();
                }
                return page.hasNext();
            }

            @Override
            public Long next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                last = page.next();
                return last;
            }
        };
    }
}
