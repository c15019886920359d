package io.ccobridge.procore;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Change orders that Procore has deleted. Of packages the list tells. Commitment change orders are
 * merely missing from theirs (facts/procore-api.md 1.9), so that only a list that was read whole
 * can tell; and since pages may shift while they are read, each one is asked for before it is
 * believed.
 */
final class Deleted {

    /** So many are asked for in one project and poll; the next whole reading goes on. */
    private static final int MOST = 200;

    private final Procore procore;
    private final KnownChangeOrders known;

    Deleted(Procore procore, KnownChangeOrders known) {
        this.procore = procore;
        this.known = known;
    }

    /** Tells the queue of those rows that say that they were deleted. */
    void tell(ProjectPoll poll, List<Found> rows, Map<String, String> digests) {
        rows.stream()
                .filter(Found::deleted)
                .map(Found::key)
                .filter(digests::containsKey)
                .forEach(key -> known.gone(poll.project().id(), key));
    }

    /** Looks for those that the queue knows and that a list that was read whole does not have. */
    void lookFor(ProjectPoll poll) {
        long projectId = poll.project().id();
        Map<String, Long> missing = new TreeMap<>(known.all(projectId));
        missing.keySet().removeAll(poll.listed());
        // an id that could not be read says nothing of the list it came from
        missing.entrySet()
                .removeIf(
                        each ->
                                each.getValue() != null
                                        && Family.ofKey(each.getKey()) != poll.family());
        if (missing.values().stream().filter(Objects::nonNull).count() > MOST) {
            poll.run()
                    .failed(
                            projectId,
                            missing.size()
                                    + " change orders are not listed any more; "
                                    + MOST
                                    + " of them were looked for.");
        }
        missing.entrySet().stream()
                .limit(MOST)
                .filter(each -> each.getValue() == null || isGone(poll, each.getValue()))
                .forEach(each -> known.gone(projectId, each.getKey()));
    }

    private boolean isGone(ProjectPoll poll, long id) {
        Procore watched = procore.watchedBy(poll.run());
        try {
            switch (poll.family()) {
                case CHANGE_ORDERS -> watched.changeOrder(poll.project().id(), id);
                case PACKAGES -> watched.changeOrderPackage(poll.project().id(), id);
            }
            return false;
        } catch (ProcoreException e) {
            if (e.status() != 404) {
                poll.run().failed(poll.project().id(), e.getMessage());
            }
            return e.status() == 404;
        }
    }
}
