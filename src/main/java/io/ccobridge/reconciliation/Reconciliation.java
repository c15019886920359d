package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Refusal;
import io.ccobridge.reconciliation.Sheet.Item;
import io.ccobridge.reconciliation.Sheet.Totals;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Per commitment, the change orders that Procore counts as approved, as last read, against what
 * Spectrum was told: how many, how much, the difference to the cent and the reason of each part of
 * it.
 */
public final class Reconciliation {

    /** Rows that a driver reads at once: a document is a few kilobytes. */
    private static final int FETCHED = 500;

    /**
     * A page, as the API shows it.
     *
     * @param asOf the moment that all of it is about
     * @param complete false when something that would have to be known is missing; the notes say
     *     what
     * @param procoreReadAt null when Procore had not been read
     * @param matched whether all is across: no commitment has anything left to do
     */
    public record Answer(
            Instant asOf,
            boolean complete,
            List<String> notes,
            Instant procoreReadAt,
            boolean matched,
            Totals totals,
            List<Item> items,
            int page,
            int perPage,
            int total,
            boolean totalCapped,
            String next) {}

    private record Whole(Knowledge knowledge, Totals totals, List<Item> items) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate oneSight;
    private final Documents documents;
    private final Set<Long> projects;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param projects that are read from Procore; empty: all that are active there
     * @param zone of the days that are asked for, and of those that are told
     */
    public Reconciliation(
            DataSource dataSource,
            Documents documents,
            Set<Long> projects,
            ZoneId zone,
            Clock clock) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setFetchSize(FETCHED);
        this.jdbc = JdbcClient.create(template);
        this.oneSight = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        oneSight.setReadOnly(true);
        oneSight.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.documents = documents;
        this.projects = Set.copyOf(projects);
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * @param query project, as_of, view, page, per_page, after; all may be absent
     * @throws Refusal 400 for one that cannot be read, 404 for an unknown project
     */
    public Answer answer(Map<String, String> query) {
        Page page = Page.of(query);
        Moment moment =
                page.asOf() == null
                        ? Moment.of(query.get("as_of"), zone, clock)
                        : Moment.past(page.asOf());
        Whole whole = whole(moment, project(query));
        List<Item> items =
                query.getOrDefault("view", "all").equals("differences")
                        ? whole.items().stream().filter(item -> !item.matched()).toList()
                        : whole.items();
        return new Answer(
                moment.at(),
                whole.knowledge().complete(),
                whole.knowledge().notes(),
                whole.knowledge().procoreReadAt(),
                whole.totals().differing() == 0,
                whole.totals(),
                page.cut(items),
                page.number(),
                page.size(),
                Math.min(items.size(), Page.COUNTED),
                items.size() > Page.COUNTED,
                page.next(items.size(), moment.at()));
    }

    /**
     * The same as lines of CSV.
     *
     * @param query project, as_of, view
     * @throws Refusal as {@link #answer}, before the first line
     */
    public Iterator<String> csv(Map<String, String> query) {
        Moment moment = Moment.of(query.get("as_of"), zone, clock);
        boolean all = !query.getOrDefault("view", "all").equals("differences");
        return ReconciliationCsv.lines(
                moment.at(),
                whole(moment, project(query)).items().stream()
                        .filter(item -> all || !item.matched())
                        .iterator());
    }

    private Whole whole(Moment moment, Long project) {
        return oneSight.execute(
                status -> {
                    Names names = Names.read(jdbc, project);
                    if (project != null && !names.knowsProject(project)) {
                        throw Refusal.unknown("The bridge knows no project " + project + ".");
                    }
                    Sheet sheet = new Sheet(zone);
                    Knowledge knowledge = new Knowledge();
                    new Standings(jdbc, documents)
                            .each(
                                    moment,
                                    project,
                                    names.purchaseOrders(),
                                    (standing, row) -> {
                                        names.heard(
                                                new Names.Key(
                                                        standing.projectId(),
                                                        standing.commitmentId()),
                                                row);
                                        sheet.add(standing);
                                        knowledge.see(standing);
                                    });
                    knowledge.conclude(
                            jdbc, documents, moment, project, id -> names.notRead(id, projects));
                    return new Whole(knowledge, sheet.totals(), sheet.items(names));
                });
    }

    private static Long project(Map<String, String> query) {
        String text = query.get("project");
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw Refusal.malformed("project", "project is a Procore project's id, a number.");
        }
        return Long.valueOf(text);
    }
}
