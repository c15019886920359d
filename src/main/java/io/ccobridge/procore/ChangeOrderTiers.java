package io.ccobridge.procore;

import java.util.Map;
import java.util.Optional;

/**
 * What a site says of the tiers of its projects' change orders.
 *
 * @param all 1, 2 or 3; null: Procore is asked, project by project
 * @param byProject the same of single projects, by Procore's id, before {@code all}
 */
public record ChangeOrderTiers(Integer all, Map<Long, Integer> byProject) {

    public ChangeOrderTiers {
        byProject = Map.copyOf(byProject);
    }

    /** Procore is asked for all. */
    public static final ChangeOrderTiers AUTO = new ChangeOrderTiers(null, Map.of());

    /** Empty: Procore is asked. */
    Optional<Family> family(long projectId) {
        return Optional.ofNullable(byProject.getOrDefault(projectId, all)).map(Family::ofTiers);
    }
}
