package io.ccobridge.spectrum;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import io.ccobridge.spectrum.Answer.Accepted;
import io.ccobridge.spectrum.Answer.Misconfigured;
import io.ccobridge.spectrum.Answer.Rejected;
import io.ccobridge.spectrum.Answer.SessionExpired;
import io.ccobridge.spectrum.Answer.Transient;
import io.ccobridge.spectrum.Answer.Unknown;
import io.ccobridge.spectrum.SoapMessage.Row;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Tells what an answer of Spectrum means (lifecycle.md, "Export"; facts/spectrum-api.md 1.5 and
 * 6.3).
 *
 * <p>Several entries in one answer are weighed one by one; the gravest decides and the messages of
 * all are kept. In this order: the session has expired (the other entries come back with the next
 * call, if they still hold), misconfigured (no other call will fare better), rejected (a repeat
 * cannot help), unknown, transient, accepted.
 */
public final class Answers {

    /** An entry of an answer: what it says, and what it means taken alone. */
    private record Entry(Weight weight, String code, String column, String text) {

        String words() {
            return column.isEmpty() || text.isEmpty() ? column + text : column + ": " + text;
        }
    }

    /** The gravest first. */
    private enum Weight {
        SESSION_EXPIRED,
        MISCONFIGURED,
        REJECTED,
        UNKNOWN,
        TRANSIENT,
        FINE
    }

    private static final int MAX_MESSAGE = 2_000;

    /** What is kept of the name of an element; Spectrum's own have 30 at most. */
    private static final int MAX_COLUMN = 50;

    private static final String FAULT = "Fault";
    private static final String EXPIRED = "time out has occurred";
    private static final Pattern LOCKED = Pattern.compile("\\blocked\\b", Pattern.CASE_INSENSITIVE);

    private static final List<Class<? extends Throwable>> NOT_SENT =
            List.of(
                    ConnectException.class,
                    ConnectTimeoutException.class,
                    ConnectionRequestTimeoutException.class,
                    NoRouteToHostException.class,
                    UnknownHostException.class,
                    SSLHandshakeException.class,
                    SSLPeerUnverifiedException.class);

    private Answers() {}

    /**
     * @param method the service that was called, for example {@code ARChangeRequest}
     * @param body as it came; null when there was none
     */
    public static Answer read(String method, int httpStatus, String body) {
        return byStatusAlone(httpStatus).orElseGet(() -> read(method, httpStatus, parse(body)));
    }

    /**
     * What it means that a call ended with an exception: only what is proven never to have reached
     * Spectrum is transient.
     */
    public static Answer failure(Throwable thrown) {
        Throwable cause = thrown;
        // a chain of causes may be a ring
        for (int depth = 0; cause != null && depth < 50; depth++, cause = cause.getCause()) {
            if (cause instanceof NotSent notSent) {
                return notSent.answer();
            }
            Throwable candidate = cause;
            if (NOT_SENT.stream().anyMatch(type -> type.isInstance(candidate))) {
                return new Transient("Spectrum cannot be reached: " + words(cause));
            }
        }
        return new Unknown("The call to Spectrum ended without an answer: " + words(thrown));
    }

    /** The row that every Get service adds when it gives only some of the rows. */
    static boolean capped(SoapMessage answer) {
        return answer.rows().stream().anyMatch(row -> row.get("error_code").equalsIgnoreCase("W"));
    }

    private static Optional<Answer> byStatusAlone(int status) {
        String said = "Spectrum answered with HTTP status " + status;
        if (status == 401 || status == 403) {
            return Optional.of(new Misconfigured(said + ": the call was not authorised."));
        }
        if (status >= 300 && status < 400) {
            return Optional.of(
                    new Misconfigured(said + ": it points elsewhere. Check spectrum.url."));
        }
        if (status == 404 || status == 405 || status == 410) {
            return Optional.of(
                    new Misconfigured(said + ": there is no such service. Check spectrum.url."));
        }
        if (status == 429) {
            return Optional.of(new Transient(said + ": too many calls.", true));
        }
        return Optional.empty();
    }

    private record Parsed(SoapMessage answer, String problem) {}

    private static Parsed parse(String body) {
        if (body == null || body.isBlank()) {
            return new Parsed(null, "it is empty");
        }
        try {
            return new Parsed(SoapMessage.read(body), null);
        } catch (SoapMessage.Unreadable e) {
            return new Parsed(null, e.getMessage());
        }
    }

    private static Answer read(String method, int status, Parsed parsed) {
        Answer answer =
                parsed.answer() == null
                        ? new Unknown(
                                "Spectrum's answer could not be read: " + parsed.problem() + ".")
                        : read(method, parsed.answer());
        boolean good = status >= 200 && status < 300;
        if (good || !(answer instanceof Accepted || answer instanceof Unknown)) {
            return answer;
        }
        // no complaint that could be read, only the status
        return status >= 500 && status < 600
                ? new Transient("Spectrum answered with HTTP status " + status + ".", true)
                : new Unknown("Spectrum answered with HTTP status " + status + ".");
    }

    private static Answer read(String method, SoapMessage answer) {
        if (answer.wrapper().equals(FAULT)) {
            return fault(answer);
        }
        if (!answer.wrapper().equals(method + "Response")) {
            return new Unknown(
                    "Spectrum answered something else: "
                            + cut(answer.wrapper(), MAX_COLUMN)
                            + " to "
                            + method
                            + ".");
        }
        List<Entry> entries =
                answer.rows().stream()
                        .filter(row -> says(row, answer.wrapper()))
                        .map(row -> entry(row, answer.wrapper()))
                        .sorted(comparing(Entry::weight))
                        .toList();
        String words =
                cut(
                        entries.stream()
                                .map(Entry::words)
                                .filter(w -> !w.isEmpty())
                                .distinct()
                                .collect(joining("; ")));
        if (entries.isEmpty()) {
            return new Accepted("");
        }
        Entry gravest = entries.get(0);
        return switch (gravest.weight()) {
            case SESSION_EXPIRED -> new SessionExpired(words);
            case MISCONFIGURED -> new Misconfigured(words);
            case REJECTED ->
                    new Rejected(
                            gravest.code(),
                            cut(gravest.column(), MAX_COLUMN),
                            entries.size() == 1 ? cut(gravest.text()) : words);
            case UNKNOWN ->
                    new Unknown(
                            "Spectrum answered with an unexpected code '"
                                    + cut(gravest.code(), MAX_COLUMN)
                                    + "': "
                                    + words);
            case TRANSIENT -> new Transient(words);
            case FINE -> new Accepted(words);
        };
    }

    /** A text without a code is no silence: it may be a complaint. */
    private static boolean says(Row row, String wrapper) {
        return Stream.of("error_code", "desc", "error_description", wrapper).anyMatch(row::has);
    }

    private static Answer fault(SoapMessage answer) {
        String words =
                answer.rows().stream()
                        .map(row -> row.get("faultstring"))
                        .filter(text -> !text.isEmpty())
                        .collect(joining("; "));
        return words.toLowerCase(Locale.ROOT).contains(EXPIRED)
                ? new SessionExpired(cut(words))
                : new Transient(cut("Spectrum answered with a fault: " + words), true);
    }

    private static Entry entry(Row row, String wrapper) {
        if (row.has(wrapper)) {
            // the wrapper holds a text and no elements; an empty one says nothing
            String text = row.get(wrapper);
            return new Entry(text.isEmpty() ? Weight.FINE : Weight.UNKNOWN, "", "", text);
        }
        String code = row.get("error_code").toUpperCase(Locale.ROOT);
        String text = first(row.get("desc"), row.get("error_description"));
        String column = first(row.get("column"), row.get("error_column"));
        return new Entry(weight(code, text), code, column, text);
    }

    private static Weight weight(String code, String text) {
        if (text.toLowerCase(Locale.ROOT).contains(EXPIRED)) {
            return Weight.SESSION_EXPIRED;
        }
        if (LOCKED.matcher(text).find()) {
            return Weight.TRANSIENT;
        }
        return switch (code) {
            case "A", "E" -> Weight.MISCONFIGURED;
            case "I", "M" -> Weight.REJECTED;
            case "G", "S", "W" -> Weight.FINE;
            // the rows of a Get service end with an empty code
            case "" -> text.isEmpty() ? Weight.FINE : Weight.UNKNOWN;
            default -> Weight.UNKNOWN;
        };
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static String words(Throwable thrown) {
        String message = thrown.getMessage();
        return cut(
                message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message);
    }

    private static String cut(String text) {
        return cut(text, MAX_MESSAGE);
    }

    private static String cut(String text, int longest) {
        return Cut.to(longest, text).text();
    }
}
