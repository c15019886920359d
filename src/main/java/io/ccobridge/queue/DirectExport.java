package io.ccobridge.queue;

import io.ccobridge.changeorder.ChangeOrder;
import java.util.Set;

/**
 * What the system accepts by itself. What takes two people waits for them, wherever it is.
 *
 * @param everywhere true: of every project
 * @param projects Procore's ids, where it is not everywhere
 */
public record DirectExport(boolean everywhere, Set<Long> projects, ApprovalRules rules) {

    public DirectExport {
        projects = Set.copyOf(projects);
    }

    public boolean covers(ChangeOrder changeOrder) {
        return (everywhere || projects.contains(changeOrder.project().id()))
                && rules.approvalsNeeded(changeOrder.total()) == 1;
    }
}
