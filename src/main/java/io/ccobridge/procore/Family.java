package io.ccobridge.procore;

import io.ccobridge.changeorder.ChangeOrder;

/**
 * The two lists that Procore keeps change orders of commitments in (facts/procore-api.md 1.2).
 * Which one holds those of a project depends on its tiers: see {@link Families}.
 */
enum Family {
    /**
     * Commitment change orders, of projects with one or two tiers; their lines are asked for apart.
     */
    CHANGE_ORDERS(""),
    /**
     * Change order packages, of projects with three tiers; of all contracts, lines in the document.
     */
    PACKAGES(ChangeOrder.PACKAGE_KEY);

    private final String keyPrefix;

    Family(String keyPrefix) {
        this.keyPrefix = keyPrefix;
    }

    /** The key of a change order by its id. */
    String key(long id) {
        return keyPrefix + id;
    }

    static Family ofKey(String key) {
        return key.startsWith(PACKAGES.keyPrefix) ? PACKAGES : CHANGE_ORDERS;
    }

    /**
     * With three tiers only the packages are complete (facts/procore-api.md 1.2, erp-product.md
     * 1.8).
     */
    static Family ofTiers(int tiers) {
        return tiers >= 3 ? PACKAGES : CHANGE_ORDERS;
    }
}
