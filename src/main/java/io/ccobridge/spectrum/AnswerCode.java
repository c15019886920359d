package io.ccobridge.spectrum;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The code that an answer carries (facts/spectrum-api.md 1.5). What it means is {@link Answers}'.
 */
public final class AnswerCode {

    private static final int LONGEST = 100;

    private AnswerCode() {}

    /**
     * {@code I} and the like of each entry, several as {@code I, M}; of a SOAP fault its fault
     * code.
     *
     * @param body as it came; null when there was none
     * @return null when there is none, or the answer cannot be read
     */
    public static String of(String body) {
        if (body == null || body.isBlank()) {
            return null;
        }
        try {
            String codes =
                    SoapMessage.read(body).rows().stream()
                            .flatMap(row -> Stream.of(row.get("error_code"), row.get("faultcode")))
                            .filter(code -> !code.isEmpty())
                            .distinct()
                            .collect(Collectors.joining(", "));
            return codes.isEmpty() ? null : Cut.to(LONGEST, codes).text();
        } catch (SoapMessage.Unreadable e) {
            return null;
        }
    }
}
