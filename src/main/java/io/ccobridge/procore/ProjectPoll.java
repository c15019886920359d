package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Project;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * One project in one poll: its pages, and how far the watermark may move. It moves to the youngest
 * change that was seen, but not past one that was not taken whole, and not at all when a page is
 * missing: the pages are in the order of ids, so anything may have been on it.
 */
public final class ProjectPoll implements Iterator<List<JsonNode>> {

    private final PollRun run;
    private final Project project;
    private final Family family;
    private final Instant watermark;
    private final Pages pages;
    private final Set<String> listed = new HashSet<>();
    private final Map<Long, String> missingCommitments = new HashMap<>();
    private List<JsonNode> ready;
    private Instant youngest;
    private Instant oldestHeld;
    private boolean pageMissing;
    private Set<String> costCodes;
    private boolean costCodesRead;

    /**
     * @param watermark null at the first poll
     */
    ProjectPoll(PollRun run, Project project, Family family, Instant watermark, Pages pages) {
        this.run = run;
        this.project = project;
        this.family = family;
        this.watermark = watermark;
        this.pages = pages;
    }

    /**
     * Reads the first page, for a caller who wants to know when it is refused.
     *
     * @throws ProcoreException when it cannot be had
     */
    ProjectPoll begun() {
        read();
        return this;
    }

    private void read() {
        ready = pages.next();
        run.pageRead(ready.size());
    }

    /** Notes pages that cannot be had, and goes on with the next. */
    @Override
    public boolean hasNext() {
        while (ready == null && pages.hasNext()) {
            try {
                read();
            } catch (ProcoreException e) {
                pageFailed(e.getMessage());
            }
        }
        return ready != null;
    }

    @Override
    public List<JsonNode> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<JsonNode> page = ready;
        ready = null;
        return page;
    }

    PollRun run() {
        return run;
    }

    Project project() {
        return project;
    }

    Family family() {
        return family;
    }

    /** Every change order of the project was listed, so that one that was not is gone. */
    boolean listedAll() {
        return run.whole() && !pageMissing;
    }

    /** The keys of those that were listed. */
    Set<String> listed() {
        return listed;
    }

    void saw(Found found) {
        if (run.whole() && !found.deleted()) {
            listed.add(found.key());
        }
        youngest = later(youngest, found.updatedAt());
    }

    void pageFailed(String message) {
        run.failed(project.id(), message);
        pageMissing = true;
    }

    /** It was not taken whole, so it must be in the list of the next poll again. */
    void hold(Found found) {
        Instant at = found.updatedAt();
        if (at == null) {
            pageMissing = true;
        } else if (oldestHeld == null || at.isBefore(oldestHeld)) {
            oldestHeld = at;
        }
    }

    /** Where the watermark stands after this poll; null when it has to stay where it is. */
    Instant newWatermark() {
        if (pageMissing || youngest == null) {
            return null;
        }
        Instant mark = oldestHeld != null && oldestHeld.isBefore(youngest) ? oldestHeld : youngest;
        // a change dated in the future must not hide those that come before it
        mark = mark.isAfter(run.startedAt()) ? run.startedAt() : mark;
        return watermark != null && !mark.isAfter(watermark) ? null : mark;
    }

    /** Commitments that could not be asked for now, with the reason. */
    Map<Long, String> missingCommitments() {
        return missingCommitments;
    }

    Set<String> costCodes() {
        return costCodes;
    }

    void costCodes(Set<String> known) {
        costCodes = known;
    }

    /** True for the first who asks. */
    boolean mayReadCostCodes() {
        boolean may = !costCodesRead;
        costCodesRead = true;
        return may;
    }

    private static Instant later(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
