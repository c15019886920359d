package io.ccobridge.procore;

import java.util.Collection;
import java.util.Map;

/** What the approval queue remembers of the change orders that it holds. */
public interface KnownChangeOrders {

    /**
     * The digests of the list rows from which they were taken last, by key, of those that the queue
     * knows; a null digest means that it wants to be given the change order again.
     */
    Map<String, String> digests(long projectId, Collection<String> keys);
}
