package io.ccobridge.sandbox.company;

import java.time.Instant;

/**
 * An approved change order of the prime contract: the owner's money, and none of the bridge's
 * business.
 */
public record PrimeChangeOrder(
        long id, long contractId, String number, String title, String amount, Instant createdAt) {}
