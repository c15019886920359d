package io.ccobridge.sandbox.spectrum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The faults that are switched on. A call is hit by the first that fits it, in the order in which
 * they were switched on; a slow one comes on top of another.
 */
public final class Faults {

    /** A fault that was switched on. */
    public final class Active {

        private final int id;
        private final Fault fault;
        private final int times;
        private int hits;

        private Active(int id, Fault fault, int times) {
            this.id = id;
            this.fault = fault;
            this.times = times;
        }

        public int id() {
            return id;
        }

        public Fault fault() {
            return fault;
        }

        /** How many calls it was switched on for; 0: until it is switched off. */
        public int times() {
            return times;
        }

        /** How many calls it has hit. */
        public int hits() {
            synchronized (Faults.this) {
                return hits;
            }
        }

        public void off() {
            Faults.this.off(id);
        }
    }

    private final List<Active> active = new ArrayList<>();
    private int ids;

    /** For every call that fits, until it is switched off. */
    public synchronized Active always(Fault fault) {
        return add(fault, 0);
    }

    /** For the next call that fits. */
    public Active next(Fault fault) {
        return next(fault, 1);
    }

    /** For the next so many calls that fit. */
    public synchronized Active next(Fault fault, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times: 1 or more");
        }
        return add(fault, times);
    }

    /** Switches everything off. */
    public synchronized void clear() {
        active.clear();
    }

    /** Nothing happens when it is off already. */
    public synchronized void off(int id) {
        active.removeIf(a -> a.id == id);
    }

    public synchronized List<Active> active() {
        return List.copyOf(active);
    }

    /** The one that strikes before the body is read, from what is known by then. */
    synchronized Optional<Fault> takeUnread(String method) {
        return take(f -> f.kind().stage == Fault.Stage.BEFORE_READING && f.hitsUnread(method));
    }

    synchronized Optional<Fault> take(Incoming call) {
        return take(f -> f.kind() != Fault.Kind.SLOW && f.hits(call));
    }

    synchronized Optional<Fault> takeSlow(Incoming call) {
        return take(f -> f.kind() == Fault.Kind.SLOW && f.hits(call));
    }

    private Active add(Fault fault, int times) {
        Active added = new Active(++ids, fault, times);
        active.add(added);
        return added;
    }

    private Optional<Fault> take(Predicate<Fault> fits) {
        for (Active candidate : active) {
            if (fits.test(candidate.fault)) {
                candidate.hits++;
                if (candidate.hits == candidate.times) {
                    active.remove(candidate);
                }
                return Optional.of(candidate.fault);
            }
        }
        return Optional.empty();
    }
}
