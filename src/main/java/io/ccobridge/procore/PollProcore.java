package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Project;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code 1-poll-procore.camel.yaml}. */
public final class PollProcore {

    /**
     * What a site decides about the poll.
     *
     * @param projects Procore ids; empty: all active ones
     * @param overlap how far a poll looks back behind the watermark, since clocks and commits of
     *     others are not in step
     * @param quoteDateFilters whether the range of a date filter stands in quotes; Procore's own
     *     documents disagree (facts/procore-api.md 1.9)
     * @param tiers of the projects' change orders
     */
    public record Settings(
            List<Long> projects,
            Duration overlap,
            boolean quoteDateFilters,
            ChangeOrderTiers tiers) {

        /** Procore is asked for the tiers. */
        public Settings(List<Long> projects, Duration overlap, boolean quoteDateFilters) {
            this(projects, overlap, quoteDateFilters, ChangeOrderTiers.AUTO);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(PollProcore.class);

    private final Procore procore;
    private final Catalog catalog;
    private final KnownChangeOrders known;
    private final BrokenDocuments broken;
    private final StoredDocuments documents;
    private final Companions companions;
    private final Families families;
    private final Deleted deleted;
    private final Settings settings;

    /**
     * Contracts whose packages turned out not to be of a commitment: theirs are not asked for
     * again.
     */
    private final Set<Long> otherContracts = ConcurrentHashMap.newKeySet();

    public PollProcore(
            Procore procore,
            Catalog catalog,
            KnownChangeOrders known,
            BrokenDocuments broken,
            StoredDocuments documents,
            Settings settings,
            Clock clock) {
        this.procore = procore;
        this.catalog = catalog;
        this.known = known;
        this.broken = broken;
        this.documents = documents;
        this.companions = new Companions(procore, catalog);
        this.families = new Families(procore, catalog, companions, settings.tiers(), clock);
        this.deleted = new Deleted(procore, known);
        this.settings = settings;
    }

    /** The project that a webhook names; null when it names none. */
    public Long namedBy(@Body JsonNode webhook) {
        return new Fields(webhook, "", new ArrayList<>()).id("project_id");
    }

    /**
     * The configured projects, or that one of them which the run is about. Procore is asked only
     * for those that were never seen.
     */
    public List<Project> projects(@Variable("run") PollRun run) {
        return configured(run).stream().filter(run::isAbout).toList();
    }

    private List<Project> configured(PollRun run) {
        boolean newlyNamed =
                settings.projects().isEmpty()
                        && run.project() != null
                        && catalog.project(run.project()).isEmpty();
        if (newlyNamed || catalog.activeProjects().isEmpty()) {
            catalog.saveAllProjects(procore.watchedBy(run).projects());
        }
        if (settings.projects().isEmpty()) {
            return catalog.activeProjects();
        }
        List<Project> projects = new ArrayList<>();
        for (Long id : settings.projects()) {
            project(run, id).ifPresent(projects::add);
        }
        return projects;
    }

    private Optional<Project> project(PollRun run, long id) {
        Optional<Project> listed = catalog.project(id);
        if (listed.isPresent()) {
            return listed;
        }
        try {
            procore.watchedBy(run).project(id).ifPresent(catalog::saveProject);
        } catch (ProcoreException e) {
            run.failed(id, e.getMessage());
        }
        return catalog.project(id);
    }

    /** Opens the window of a project: all that changed since its watermark, or all there is. */
    public ProjectPoll open(@Variable("run") PollRun run, @Body Project project) {
        run.projectOpened();
        Family family = families.of(run, project);
        ProjectPoll poll = poll(run, project, family);
        try {
            return poll.begun();
        } catch (ProcoreException e) {
            Optional<Family> other = families.instead(run, project, family, e);
            if (other.isEmpty()) {
                poll.pageFailed(e.getMessage());
            }
            return other.map(instead -> poll(run, project, instead)).orElse(poll);
        }
    }

    private ProjectPoll poll(PollRun run, Project project, Family family) {
        Optional<Instant> watermark = catalog.watermark(project.id());
        Query window = run.whole() ? Query.NONE : watermark.map(this::window).orElse(Query.NONE);
        Pages pages = procore.watchedBy(run).changeOrders(family, project.id(), window);
        return new ProjectPoll(run, project, family, watermark.orElse(null), pages);
    }

    /**
     * No status in the filter, since one that is void now must be seen too. The end lies in the far
     * future, so that a change order that is edited while its list is paged does not leave the
     * window and shift all that follow it to an earlier page.
     */
    private Query window(Instant watermark) {
        Instant from = watermark.minus(settings.overlap()).truncatedTo(ChronoUnit.SECONDS);
        String range = from + "...2999-12-31T23:59:59Z";
        return Query.NONE.with(
                "filters[updated_at]", settings.quoteDateFilters() ? '"' + range + '"' : range);
    }

    /** The rows of a page that the queue has to know about; their commitments are looked up. */
    public List<Found> newOrChanged(
            @Variable("project") ProjectPoll poll, @Body List<JsonNode> page) {
        List<Found> rows = page.stream().map(row -> Found.of(poll.family(), row)).toList();
        Map<String, String> digests =
                known.digests(poll.project().id(), rows.stream().map(Found::key).toList());
        deleted.tell(poll, rows, digests);
        List<Found> news =
                rows.stream()
                        .filter(row -> !row.deleted() && row.isNewsTo(digests))
                        .filter(row -> !isOfOtherContract(row))
                        .toList();
        companions.lookUp(poll, news);
        rows.forEach(poll::saw);
        return news;
    }

    /**
     * Fetches the rest of a row and reads it into a change order, which becomes the body; the
     * variables {@code document} and {@code listDigest} are for whoever keeps it. The body of one
     * that is no commitment's is null.
     */
    public void take(Exchange exchange, @Variable("project") ProjectPoll poll, @Body Found found) {
        poll.run().alive();
        if (isOfOtherContract(found)) {
            exchange.getMessage().setBody(null);
            return;
        }
        String missing = poll.missingCommitments().get(found.commitmentId());
        if (missing != null) {
            throw new ProcoreException(0, missing);
        }
        StoredDocument document =
                WholeDocuments.of(
                        procore.watchedBy(poll.run()),
                        poll.project().id(),
                        found,
                        // it is shown with that problem, and stays in the window until it can be
                        // read
                        () -> poll.hold(found));
        if (document.isOfPrimeContract()) {
            otherContracts.add(found.commitmentId());
            exchange.getMessage().setBody(null);
            return;
        }
        exchange.setVariable("document", document.text());
        exchange.setVariable("listDigest", document.isWhole() ? found.digest() : null);
        exchange.getMessage().setBody(documents.assemble(document, poll.project()));
    }

    private boolean isOfOtherContract(Found found) {
        Long contract = found.commitmentId();
        return contract != null && otherContracts.contains(contract);
    }

    public void lookUpCostCodes(
            @Variable("project") ProjectPoll poll, @Body ChangeOrder changeOrder) {
        companions.lookUpCostCodes(poll, changeOrder);
    }

    /**
     * @param arrival what the queue made of it: NEW, CHANGED or UNCHANGED
     */
    public void count(@Variable("run") PollRun run, @Variable("arrival") String arrival) {
        run.arrived(arrival);
    }

    /**
     * After a whole reading: what the queue knows and the list has no more is gone from Procore.
     */
    public void lookForDeleted(@Variable("project") ProjectPoll poll) {
        if (poll.listedAll()) {
            deleted.lookFor(poll);
        }
    }

    /** Moves the watermark of a project whose pages have all been read. */
    public void close(@Variable("project") ProjectPoll poll) {
        Instant watermark = poll.newWatermark();
        if (watermark != null) {
            catalog.setWatermark(poll.project().id(), watermark);
        }
    }

    /** A change order that could not be taken comes again with the next poll. */
    public void changeOrderFailed(
            @Variable("project") ProjectPoll poll,
            @Variable("found") Found found,
            @ExchangeException Exception e) {
        poll.hold(found);
        String words = words("Change order " + found.key(), e);
        poll.run().failed(poll.project().id(), words);
        if (isOwn(e)) {
            show(poll.project(), found, words);
        }
    }

    /**
     * Procore answers the next poll perhaps; what the bridge itself fails at, it may fail at again.
     */
    private void show(Project project, Found found, String words) {
        try {
            broken.keep(
                    project.id(),
                    found.key(),
                    found.procoreId(),
                    words,
                    new StoredDocument(found.row(), null).text());
        } catch (RuntimeException e) {
            // a database that is away now is what it failed at in the first place
            LOG.warn("Change order {} is shown in the errors of the poll only", found.key(), e);
        }
    }

    public void pageFailed(@Variable("project") ProjectPoll poll, @ExchangeException Exception e) {
        poll.pageFailed(words("A page", e));
    }

    public void projectFailed(
            @Variable("run") PollRun run, @Body Project project, @ExchangeException Exception e) {
        run.failed(project.id(), words("The project", e));
    }

    public void failed(@Variable("run") PollRun run, @ExchangeException Exception e) {
        run.failed(null, words("The poll", e));
    }

    private static String words(String what, Exception e) {
        if (!isOwn(e)) {
            return e.getMessage();
        }
        LOG.error("{} could not be taken", what, e);
        return what + " could not be taken: " + e.getMessage();
    }

    private static boolean isOwn(Exception e) {
        return !(e instanceof ProcoreException || e instanceof CancellationException);
    }
}
