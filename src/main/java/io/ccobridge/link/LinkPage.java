package io.ccobridge.link;

import java.util.List;

/**
 * One page of links (contract, "Lists answer").
 *
 * @param page from 1
 * @param total exact up to 10,000
 * @param totalCapped there are more than {@code total}
 * @param next what {@code after} takes to go on; null on the last page
 */
public record LinkPage(
        List<ListedLink> items,
        int page,
        int perPage,
        int total,
        boolean totalCapped,
        String next) {}
