package io.ccobridge.sandbox.procore;

/** What may go wrong with a call. */
public enum Fault {
    /** 429; {@code X-Rate-Limit-Reset} lies the pause ahead, and {@code Retry-After} as set. */
    TOO_MANY_REQUESTS,
    /** 503 with {@code Retry-After}. */
    UNAVAILABLE,
    /** 500. */
    SERVER_ERROR,
    /** 401; every token given out so far is worth nothing any more. */
    EXPIRED_TOKEN,
    /** 200 with a page of HTML, as a proxy on the way sends it. */
    BAD_PAGE,
    /** 200 and a whole answer, but its JSON stops in the middle. */
    TRUNCATED_BODY,
    /** The connection ends in the middle of the answer. */
    CUT_OFF,
    /** The call is done, and instead of its answer comes a TCP reset. */
    CONNECTION_RESET,
    /** The right answer, but only after the pause. */
    SLOW
}
