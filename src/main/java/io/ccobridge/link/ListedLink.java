package io.ccobridge.link;

/**
 * Something in Procore and what it leads to in Spectrum, as the HTTP API shows it.
 *
 * @param procoreId Procore's id as a {@link Long}; for cost codes a text: the flat code of a link
 *     by hand, else the code without cost type
 * @param procoreName null when Procore was not asked for it yet
 * @param spectrumCode null when there is no link; for cost codes {@code PHASE.COSTTYPE} of a link
 *     by hand, else the phase
 * @param source {@code manual}, {@code procore}, {@code rule} or {@code none}
 * @param spectrumName null when Spectrum has nothing under the code, or cannot tell
 */
public record ListedLink(
        Object procoreId,
        String procoreName,
        String spectrumCode,
        String source,
        String spectrumName) {}
