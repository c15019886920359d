package io.ccobridge.changeorder;

import java.math.BigDecimal;
import java.util.Set;

/**
 * How far the privilege to accept reaches.
 *
 * @param projects Procore's ids of the only projects it reaches; null: all
 * @param amount the largest total, whatever its sign; null: any
 */
public record AcceptLimits(Set<Long> projects, BigDecimal amount) {

    public static final AcceptLimits NONE = new AcceptLimits(null, null);

    public AcceptLimits {
        projects = projects == null ? null : Set.copyOf(projects);
    }

    public boolean coversProject(long project) {
        return projects == null || projects.contains(project);
    }

    /**
     * @param total null when it is not known; then it may be more than any limit
     */
    public boolean coversAmount(BigDecimal total) {
        return amount == null || (total != null && total.abs().compareTo(amount) <= 0);
    }
}
