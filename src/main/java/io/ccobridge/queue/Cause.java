package io.ccobridge.queue;

import io.ccobridge.changeorder.Fingerprint;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why an export failed, told without what is particular to one change order, so that failures with
 * one remedy stand in one group.
 *
 * @param group the same for every failure of this cause, on every machine and in every release: 16
 *     hexadecimal digits
 * @param text the message with {@code …} in the place of numbers, codes and quoted values; at most
 *     2000 characters
 */
public record Cause(String group, String text) {

    private static final String GAP = "…";

    /** A whole page of HTML can come in place of a message; its beginning tells the cause. */
    private static final int MOST = 2000;

    private static final Pattern QUOTED =
            Pattern.compile(
                    "\"[^\"]*+\"|“[^”]*+”|‘[^’]*+’|«[^»]*+»|`[^`]*+`"
                            // an apostrophe inside a word does not quote
                            + "|(?<![\\p{L}\\p{N}])'[^']*+"
                            + "(?:(?<=[\\p{L}\\p{N}])'(?=[\\p{L}\\p{N}])[^']*+)*+'");

    /**
     * Words in capitals that are no codes, and the status that tells one server error from another.
     */
    private static final Pattern KEPT =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][-._/])"
                            + "(?:HTTP status \\d{3}|HTTP|SOAP|XML|TLS|SSL|PKIX|GUID|GL|ID|A/P|A/R|G/L)"
                            + "(?![-._/]?[\\p{L}\\p{N}])");

    private static final Pattern TOKEN =
            Pattern.compile("[-+#$]?[\\p{L}\\p{N}]++(?:[-._][\\p{L}\\p{N}]++)*+");
    private static final Pattern GAPS = Pattern.compile(GAP + "(?:[\\s\\p{Punct}]*+" + GAP + ")++");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]++");

    /**
     * The cause of a failure.
     *
     * @param category transient, business, configuration or unknown
     * @param column the element Spectrum complained about; null where it named none
     * @param message what Spectrum or the bridge said; null counts as empty
     */
    public static Cause of(String category, String column, String message) {
        String text = withoutParticulars(message == null ? "" : message);
        String said =
                String.join(
                        "\n",
                        category,
                        column == null ? "" : column,
                        text.toLowerCase(Locale.ROOT));
        return new Cause(Fingerprint.sha256(said).substring(0, 16), text);
    }

    private static String withoutParticulars(String message) {
        String text = message.length() > MOST ? message.substring(0, MOST) : message;
        text = SPACE.matcher(text).replaceAll(" ").strip();
        text = QUOTED.matcher(text).replaceAll(GAP);
        text = replaceTokens(text, Cause::hasDigit);
        // words in capitals are codes, unless the whole message shouts
        if (text.codePoints().anyMatch(Character::isLowerCase)) {
            text = replaceTokens(text, Cause::inCapitals);
        }
        return GAPS.matcher(text).replaceAll(GAP);
    }

    private static String replaceTokens(String text, Predicate<String> particular) {
        List<MatchResult> kept = KEPT.matcher(text).results().toList();
        return TOKEN.matcher(text)
                .replaceAll(
                        found ->
                                particular.test(found.group()) && !isIn(kept, found)
                                        ? GAP
                                        : Matcher.quoteReplacement(found.group()));
    }

    private static boolean isIn(List<MatchResult> parts, MatchResult token) {
        return parts.stream()
                .anyMatch(part -> part.start() <= token.start() && token.end() <= part.end());
    }

    private static boolean hasDigit(String token) {
        return token.codePoints().anyMatch(Character::isDigit);
    }

    private static boolean inCapitals(String token) {
        return token.codePoints().noneMatch(Character::isLowerCase)
                && token.codePoints().anyMatch(Character::isUpperCase);
    }
}
