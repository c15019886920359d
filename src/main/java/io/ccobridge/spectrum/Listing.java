package io.ccobridge.spectrum;

import java.util.List;

/**
 * What Spectrum listed.
 *
 * @param whole false when Spectrum said that it gave only some of the rows, or when some could not
 *     be read
 */
public record Listing<T>(List<T> rows, boolean whole) {

    public Listing {
        rows = List.copyOf(rows);
    }
}
