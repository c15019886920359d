package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Project;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of Procore's lists holds the change orders of a project. Projects with one or two tiers
 * have commitment change orders; of those with three tiers, which Procore's newer list does not
 * support, the change order packages are read (facts/procore-api.md 1.2).
 *
 * <p>Nothing of a project itself tells its tiers, and how the newer list answers for three of them
 * is documented nowhere. But every potential change order says how many tiers its contract's change
 * orders have ({@code change_order_tiers}), and each commitment change order comes with one. So
 * they are asked, with one call whenever a project is read whole: at first, and by the whole
 * readings after that, since Procore lets a project go from two tiers to three at any time; and
 * when the newer list refuses. Where they say nothing, the list that was read before is read again.
 */
final class Families {

    /** An empty project is read whole each time, and is not asked for its tiers each time. */
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofHours(1);

    private static final Set<Integer> NOT_SUPPORTED = Set.of(400, 404, 405, 406, 409, 410, 422);

    private final Procore procore;
    private final Catalog catalog;
    private final Companions companions;
    private final ChangeOrderTiers tiers;
    private final Clock clock;
    private final Map<Long, Instant> asked = new ConcurrentHashMap<>();

    Families(
            Procore procore,
            Catalog catalog,
            Companions companions,
            ChangeOrderTiers tiers,
            Clock clock) {
        this.procore = procore;
        this.catalog = catalog;
        this.companions = companions;
        this.tiers = tiers;
        this.clock = clock;
    }

    /** The list to read now; remembered, and one that was not read before has no watermark yet. */
    Family of(PollRun run, Project project) {
        Family before = catalog.family(project.id());
        boolean whole = run.whole() || catalog.watermark(project.id()).isEmpty();
        Family now =
                tiers.family(project.id())
                        .orElseGet(
                                () ->
                                        whole && mayAsk(run, project)
                                                ? ask(run, project).orElse(before)
                                                : before);
        return remembered(project, before, now);
    }

    /** The other list, when this one was refused as it is where there are three tiers. */
    Optional<Family> instead(PollRun run, Project project, Family refused, ProcoreException e) {
        boolean perhaps =
                refused == Family.CHANGE_ORDERS
                        && perhapsThreeTiers(e)
                        && tiers.family(project.id()).isEmpty();
        return perhaps
                ? ask(run, project)
                        .filter(family -> family != refused)
                        .map(family -> remembered(project, refused, family))
                : Optional.empty();
    }

    /** Whether a refusal may be for the tiers; one that is about permission is not. */
    static boolean perhapsThreeTiers(ProcoreException refusal) {
        return NOT_SUPPORTED.contains(refusal.status());
    }

    private Family remembered(Project project, Family before, Family now) {
        if (now != before) {
            catalog.setFamily(project.id(), now);
        }
        return now;
    }

    private boolean mayAsk(PollRun run, Project project) {
        Instant last = asked.get(project.id());
        return run.whole()
                || last == null
                || !last.plus(ASKED_AGAIN_AFTER).isAfter(clock.instant());
    }

    private Optional<Family> ask(PollRun run, Project project) {
        asked.put(project.id(), clock.instant());
        try {
            Optional<Long> commitment = catalog.anyCommitment(project.id());
            List<JsonNode> potential =
                    procore.watchedBy(run)
                            .potentialChangeOrders(project.id(), commitment.orElse(null));
            Map<Long, Integer> byContract = tiersByContract(potential);
            if (commitment.isPresent()) {
                return Optional.ofNullable(byContract.get(commitment.get())).map(Family::ofTiers);
            }
            // prime contracts have tiers of their own
            return companions.commitmentsAmong(run, project, byContract.keySet()).stream()
                    .map(byContract::get)
                    .map(Family::ofTiers)
                    .findFirst();
        } catch (ProcoreException e) {
            if (!e.notShown()) {
                run.failed(project.id(), e.getMessage());
            }
            return Optional.empty();
        }
    }

    private static Map<Long, Integer> tiersByContract(List<JsonNode> potential) {
        Map<Long, Integer> tiers = new LinkedHashMap<>();
        for (JsonNode row : potential) {
            Long contract = new Fields(row, "", new ArrayList<>()).id("contract_id");
            int number = row.path("change_order_tiers").asInt();
            if (contract != null && number > 0) {
                tiers.putIfAbsent(contract, number);
            }
        }
        return tiers;
    }
}
