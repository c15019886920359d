package io.ccobridge.procore;

import java.util.OptionalInt;

/** Which characters XML 1.0 can carry, and with it Spectrum and every database. */
final class Characters {

    private Characters() {}

    /** Where the first one stands that XML cannot carry: a control or half character. */
    static OptionalInt firstUncarriable(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (!carriable(text.codePointAt(at))) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    /** The text with U+FFFD for what cannot be carried, cut to a length; null of null. */
    static String carriable(String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder carried = new StringBuilder();
        text.codePoints()
                .map(character -> carriable(character) ? character : 0xFFFD)
                .takeWhile(
                        character -> carried.length() + Character.charCount(character) <= longest)
                .forEachOrdered(carried::appendCodePoint);
        return carried.toString();
    }

    private static boolean carriable(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || character >= 0x20 && character <= 0xD7FF
                || character >= 0xE000 && character <= 0xFFFD
                || character >= 0x10000;
    }
}
