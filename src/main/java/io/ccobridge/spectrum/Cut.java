package io.ccobridge.spectrum;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text made to fit an element. Lengths are Unicode code points of the composed form (NFC), as in
 * the requirement {@code title-length}.
 *
 * @param text never ends inside a character that people see as one
 * @param length of the whole text
 * @param shortened whether something is missing from {@code text}
 */
record Cut(String text, int length, boolean shortened) {

    private static final Pattern SEEN_AS_ONE = Pattern.compile("\\X");

    /**
     * @param text may be null, which is empty
     */
    static Cut to(int max, String text) {
        String composed =
                text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        int length = composed.codePointCount(0, composed.length());
        return length <= max
                ? new Cut(composed, length, false)
                : new Cut(start(max, composed), length, true);
    }

    private static String start(int max, String text) {
        Matcher next = SEEN_AS_ONE.matcher(text);
        int end = 0;
        while (next.find() && text.codePointCount(0, next.end()) <= max) {
            end = next.end();
        }
        return text.substring(0, end);
    }
}
