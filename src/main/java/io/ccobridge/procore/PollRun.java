package io.ccobridge.procore;

import io.ccobridge.changeorder.Project;
import io.ccobridge.procore.PollReport.PollError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A poll that runs: what it has seen so far, and that it is alive. One thread works on it. */
public final class PollRun implements Watcher {

    /** More would help nobody; the count goes on in the last entry. */
    private static final int MOST_ERRORS = 100;

    private final Polls polls;
    private final long id;
    private final Long project;
    private final boolean whole;
    private final Instant startedAt;
    private final List<PollError> errors = new ArrayList<>();
    private int projects;
    private int seen;
    private int newOnes;
    private int changed;
    private int calls;
    private int pages;
    private int moreErrors;
    private boolean vendorsRead;
    private boolean catalogGrew;

    /**
     * @param project the only one to poll; null: all
     * @param whole everything is read, not only what changed since the last time
     */
    PollRun(Polls polls, long id, Long project, boolean whole, Instant startedAt) {
        this.polls = polls;
        this.id = id;
        this.project = project;
        this.whole = whole;
        this.startedAt = startedAt;
    }

    @Override
    public void called() {
        calls++;
        alive();
    }

    /**
     * @throws CancellationException when another node took this run for dead
     */
    @Override
    public void alive() {
        if (!polls.stillRuns(this)) {
            throw new CancellationException("The poll was taken for dead and replaced.");
        }
    }

    long id() {
        return id;
    }

    /** Whether this poll is about that project. */
    boolean isAbout(Project other) {
        return project == null || project == other.id();
    }

    /** The only one to poll; null: all. */
    Long project() {
        return project;
    }

    /** Everything is read, not only what changed since the last time. */
    boolean whole() {
        return whole;
    }

    Instant startedAt() {
        return startedAt;
    }

    void projectOpened() {
        projects++;
    }

    void pageRead(int rows) {
        pages++;
        seen += rows;
    }

    void arrived(String arrival) {
        switch (arrival) {
            case "NEW" -> newOnes++;
            case "CHANGED" -> changed++;
            case "UNCHANGED" -> {}
            default -> throw new IllegalArgumentException("unknown arrival " + arrival);
        }
    }

    /**
     * @param projectId null when it is not about one project
     */
    void failed(Long projectId, String message) {
        PollError error = new PollError(projectId, message);
        if (errors.contains(error)) {
            return;
        }
        if (errors.size() < MOST_ERRORS) {
            errors.add(error);
        } else {
            moreErrors++;
        }
    }

    /** Commitments, vendors or cost codes came that some change order may have been waiting for. */
    void catalogGrew() {
        catalogGrew = true;
    }

    /** Whether something came that a change order may have been waiting for. */
    public boolean hasCatalogGrown() {
        return catalogGrew;
    }

    /** True for the first who asks: a list that lacks a vendor now will lack it in a minute. */
    boolean mayReadVendors() {
        boolean may = !vendorsRead;
        vendorsRead = true;
        return may;
    }

    /**
     * @param finishedAt null while it runs
     */
    PollReport report(Instant finishedAt) {
        List<PollError> all = new ArrayList<>(errors);
        if (moreErrors > 0) {
            all.add(new PollError(null, "and " + moreErrors + " more"));
        }
        String state = pages == 0 && !all.isEmpty() ? "failed" : "done";
        return new PollReport(
                Long.toString(id),
                finishedAt == null ? "running" : state,
                startedAt,
                finishedAt,
                projects,
                seen,
                newOnes,
                changed,
                calls,
                all,
                whole);
    }
}
