package io.ccobridge.audit;

/**
 * What an auditor has written down earlier, so that a chain that somebody has written anew from its
 * start, every hash fitting, is not taken for the old one.
 *
 * @param since an entry's position and hash, or null
 * @param head the hash of what was the last entry, or null
 */
public record Remembered(Mark since, String head) {

    public static final Remembered NOTHING = new Remembered(null, null);
}
