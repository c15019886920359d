package io.ccobridge.audit;

import java.time.Instant;

/**
 * What came of a look at the whole chain.
 *
 * @param entries how many fit, from the first on
 * @param firstBroken null when it is valid
 * @param head the last entry, as the head has it: to be written down, and compared with later
 */
public record Verification(
        boolean valid, long entries, Broken firstBroken, Mark head, Instant verifiedAt) {}
