package io.ccobridge.requirement;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;

/** How texts are measured and lists are told. */
final class Text {

    private static final int TOLD = 8;

    private Text() {}

    static boolean missing(String text) {
        return text == null || text.isBlank();
    }

    /** Unicode code points of what is sent, which is in normal form C. */
    static int length(String text) {
        String sent = Normalizer.normalize(text, Normalizer.Form.NFC);
        return sent.codePointCount(0, sent.length());
    }

    /**
     * The characters of a text that XML 1.0 cannot carry: control characters other than tab and
     * line breaks, half characters, U+FFFE and U+FFFF. For example {@code U+0007 and U+D83D}; empty
     * when there is none.
     */
    static String unsendable(String text) {
        return and(
                text.codePoints()
                        .filter(character -> !sendable(character))
                        .distinct()
                        .mapToObj(character -> String.format("U+%04X", character))
                        .toList());
    }

    private static boolean sendable(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || character >= 0x20 && character < Character.MIN_SURROGATE
                || character > Character.MAX_SURROGATE && character <= 0xFFFD
                || character >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }

    /** For example {@code line 2} or {@code lines 2, 3 and 7}. */
    static String lines(List<Integer> positions) {
        return (positions.size() == 1 ? "line " : "lines ")
                + and(positions.stream().map(String::valueOf).toList());
    }

    /** For example {@code A, B and C}; of a long list the beginning and how many more there are. */
    static String and(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        int told = words.size() > TOLD ? TOLD : words.size() - 1;
        String last =
                words.size() > TOLD ? (words.size() - TOLD) + " more" : words.get(words.size() - 1);
        return words.stream().limit(told).collect(Collectors.joining(", ")) + " and " + last;
    }

    static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
