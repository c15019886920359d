package io.ccobridge.link;

import io.ccobridge.changeorder.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be linked; the word on the wire is the name in lower case with a dash. */
public enum LinkKind {
    VENDORS,
    PROJECTS,
    COMMITMENTS,
    COST_CODES;

    /** Characters of a Spectrum vendor, job and subcontract (facts/spectrum-api.md 1.4). */
    private static final int CODE = 10;

    private static final int PROCORE_ID = 200;

    /** What people can read: no control characters, no half characters. */
    private static final Pattern READABLE = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]+");

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /** For example {@code cost-codes}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of that word.
     *
     * @throws Refusal 404 when there is none
     */
    public static LinkKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                Refusal.unknown(
                                        "There are no links of the kind \""
                                                + word
                                                + "\"; there are "
                                                + Arrays.stream(values())
                                                        .map(LinkKind::word)
                                                        .collect(Collectors.joining(", "))
                                                + "."));
    }

    /**
     * A Procore id as it is kept: Procore's number, or the flat code of a cost code.
     *
     * @throws Refusal 422 when it cannot be one
     */
    public String procoreId(String typed) {
        String id = readable("procore_id", typed);
        if (this == COST_CODES) {
            return shortEnough("procore_id", "A flat code", id, PROCORE_ID);
        }
        if (!ID.matcher(id).matches()) {
            throw Refusal.invalid("procore_id", "\"" + id + "\" is not the number of an id.");
        }
        return Long.toString(Long.parseLong(id));
    }

    /**
     * A Spectrum code as it is kept: trimmed, and a phase without punctuation.
     *
     * @throws Refusal 422 when Spectrum cannot have such a code
     */
    String spectrumCode(String typed) {
        String code = readable("spectrum_code", typed);
        return switch (this) {
            case VENDORS -> shortEnough("spectrum_code", "A vendor code", code, CODE);
            case PROJECTS -> shortEnough("spectrum_code", "A job number", code, CODE);
            case COMMITMENTS -> shortEnough("spectrum_code", "A subcontract number", code, CODE);
            case COST_CODES -> phaseCode(code);
        };
    }

    private static String phaseCode(String typed) {
        PhaseCode code = PhaseCode.of(typed);
        if (code.phase().isEmpty() || code.costType().isEmpty()) {
            throw Refusal.invalid(
                    "spectrum_code",
                    "\"" + typed + "\" is not a phase and a cost type, as in 03300.S.");
        }
        shortEnough("spectrum_code", "A phase", code.phase(), 20);
        shortEnough("spectrum_code", "A cost type", code.costType(), 3);
        return code.toString();
    }

    private static String readable(String field, String typed) {
        String text = Codes.trimmed(typed);
        if (text == null) {
            throw Refusal.invalid(field, "This is needed.");
        }
        if (!READABLE.matcher(text).matches()) {
            throw Refusal.invalid(field, "It holds characters that cannot be read.");
        }
        return text;
    }

    private static String shortEnough(String field, String what, String code, int most) {
        int length = code.codePointCount(0, code.length());
        if (length > most) {
            throw Refusal.invalid(
                    field,
                    what
                            + " has at most "
                            + most
                            + " characters; \""
                            + code
                            + "\" has "
                            + length
                            + ".");
        }
        return code;
    }
}
