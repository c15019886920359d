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

    /**
     * Procore's ids, by key, of all change orders of a project that Procore is not known to have
     * lost; null of one whose id could not be read.
     */
    Map<String, Long> all(long projectId);

    /** Procore has deleted it, or shows it no more. */
    void gone(long projectId, String key);
}
