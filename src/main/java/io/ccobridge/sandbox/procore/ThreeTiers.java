package io.ccobridge.sandbox.procore;

/**
 * How the commitment change orders of a project with three tiers are answered for. Procore
 * documents that they are not supported, and not what comes then (facts/procore-api.md 1.2 and 7).
 */
public enum ThreeTiers {
    /** 400 that says why. */
    REFUSED,
    /** 404, as for a project that is not visible. */
    NOT_FOUND,
    /** 200 with nothing in it. */
    EMPTY
}
