package io.ccobridge.link;

import java.util.Locale;

/** How codes are written and compared. */
final class Codes {

    private Codes() {}

    /** Without the blanks around it; null when nothing is left. */
    static String trimmed(String code) {
        return code == null || code.isBlank() ? null : code.strip();
    }

    /** Letters and digits only, as Spectrum keeps phases: {@code 03300} for {@code 03-300}. */
    static String bare(String code) {
        return code.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Equal for codes that differ in letter case only. */
    static String key(String code) {
        return code.strip().toUpperCase(Locale.ROOT);
    }
}
