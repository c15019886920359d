package io.ccobridge.spectrum;

import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The numbers that a change order may have in Spectrum, the one people expect first. Which of them
 * is still free is for the caller to find out: to Spectrum, a number that is used again is an
 * update of the older record (facts/spectrum-api.md 2.4).
 */
public final class ChangeRequestNumbers {

    /**
     * Characters in a change request number and in a subcontract change order number
     * (facts/spectrum-api.md 8.1).
     */
    public static final int MAX_LENGTH = 8;

    // no I and no O: people read them as digits
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String DIGITS_AND_LETTERS = "0123456789" + LETTERS;
    private static final int COUNTED =
            DIGITS_AND_LETTERS.length() * DIGITS_AND_LETTERS.length() * DIGITS_AND_LETTERS.length();
    private static final int SCHEMES = 3 + LETTERS.length() + COUNTED;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._/-]+");

    private ChangeRequestNumbers() {}

    /**
     * For example {@code S001-002} for the second change order of subcontract SC-001, then more
     * than ten thousand others, all different, none longer than 8 characters, always in the same
     * order. Empty when the commitment or the change order has no number with a letter or a digit
     * in it.
     */
    public static Stream<String> changeRequestNumbers(ChangeOrder changeOrder) {
        Commitment commitment = changeOrder.commitment();
        String contract = commitment == null ? "" : plain(commitment.number());
        String own = plain(changeOrder.number());
        if (contract.isEmpty() || own.isEmpty()) {
            return Stream.empty();
        }
        String kind = commitment.kind() == Commitment.Kind.PURCHASE_ORDER ? "P" : "S";
        // by index and not by flatMap, which would make thousands of numbers to give one
        return IntStream.range(0, SCHEMES).mapToObj(i -> number(i, kind, contract, own)).distinct();
    }

    /**
     * The change order's own number where Spectrum can hold it, then the same numbers as for the
     * change request.
     */
    public static Stream<String> subChangeOrderNumbers(ChangeOrder changeOrder) {
        String own = changeOrder.number() == null ? "" : changeOrder.number().strip();
        Stream<String> asItIs = check(own).isEmpty() ? Stream.of(own) : Stream.empty();
        return Stream.concat(asItIs, changeRequestNumbers(changeOrder)).distinct();
    }

    /**
     * What is wrong with a number that an approver typed; empty when nothing is. Spectrum's
     * database may take {@code s001-002} and {@code S001-002} for the same number, so whether one
     * is free is asked without regard to letter case.
     *
     * @param typed may be null
     */
    public static Optional<String> check(String typed) {
        if (typed == null || typed.isBlank()) {
            return Optional.of("The number is empty.");
        }
        int length = typed.codePointCount(0, typed.length());
        if (length > MAX_LENGTH) {
            return Optional.of(
                    "The number has " + length + " characters; Spectrum takes at most 8.");
        }
        if (!ALLOWED.matcher(typed).matches()) {
            return Optional.of(
                    "The number may have letters A to Z, digits, hyphen, point, underscore and slash only.");
        }
        return Optional.empty();
    }

    private static String number(int scheme, String kind, String contract, String own) {
        String start = kind + last(3, contract);
        return switch (scheme) {
            case 0 -> start + "-" + last(3, own);
            case 1 -> start + last(4, own);
            case 2 -> kind + last(4, contract) + last(3, own);
            default -> {
                int letter = scheme - 3;
                yield letter < LETTERS.length()
                        ? start + LETTERS.charAt(letter) + last(3, own)
                        : start + "X" + three(letter - LETTERS.length());
            }
        };
    }

    private static String three(int count) {
        int base = DIGITS_AND_LETTERS.length();
        return ""
                + DIGITS_AND_LETTERS.charAt(count / base / base)
                + DIGITS_AND_LETTERS.charAt(count / base % base)
                + DIGITS_AND_LETTERS.charAt(count % base);
    }

    private static String plain(String number) {
        return number == null
                ? ""
                : Normalizer.normalize(number, Normalizer.Form.NFKD)
                        .toUpperCase(Locale.ROOT)
                        .replaceAll("[^A-Z0-9]", "");
    }

    private static String last(int count, String text) {
        return text.length() < count
                ? "0".repeat(count - text.length()) + text
                : text.substring(text.length() - count);
    }
}
