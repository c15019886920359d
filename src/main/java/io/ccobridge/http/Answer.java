package io.ccobridge.http;

import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes out for a request. It carries no header that a route has set.
 *
 * @param pieces the body in pieces (texts or bytes), each made when the one before is sent; null
 *     for no body. Pieces that are {@link AutoCloseable} are closed at the end, however it comes.
 */
record Answer(int status, String contentType, Map<String, String> headers, Iterator<?> pieces) {

    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    /** Puts the answer in place of what the operation's own route has left in the exchange. */
    static void of(Operation operation, Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Integer status = exchange.getVariable("status", Integer.class);
        int right = status == null ? operation.status() : status;
        if (body == null || right == HttpServletResponse.SC_NO_CONTENT) {
            give(exchange, new Answer(204, null, Map.of(), null));
        } else if (body instanceof Iterator<?> pieces) {
            String type = operation.mediaType();
            give(
                    exchange,
                    new Answer(
                            right,
                            type.startsWith("text/") ? type + ";charset=utf-8" : type,
                            Map.of(),
                            pieces));
        } else {
            give(exchange, json(right, body));
        }
    }

    static Answer json(int status, Object body) {
        return new Answer(
                status, "application/json", Map.of(), List.of(Json.write(body)).iterator());
    }

    /** Puts a problem document in place of the exception that the exchange was caught with. */
    static void ofException(Exchange exchange) {
        give(
                exchange,
                to(
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class),
                        exchange.getVariable("requestId", String.class)));
    }

    static Answer to(Exception exception, String requestId) {
        NotAdmitted notAdmitted = ObjectHelper.getException(NotAdmitted.class, exception);
        if (notAdmitted != null) {
            return of(notAdmitted.problem(), notAdmitted.headers());
        }
        Refusal refusal = ObjectHelper.getException(Refusal.class, exception);
        if (refusal != null) {
            return of(ProblemDocument.of(refusal), Map.of());
        }
        LOG.error("Request {} failed", requestId, exception);
        return of(
                ProblemDocument.of(
                        500,
                        "The bridge failed at this. Its log tells why, under the request id "
                                + requestId
                                + "."),
                Map.of());
    }

    static Answer of(ProblemDocument problem, Map<String, String> headers) {
        return new Answer(
                problem.status(),
                ProblemDocument.MEDIA_TYPE,
                headers,
                List.of(problem.json()).iterator());
    }

    private static void give(Exchange exchange, Answer answer) {
        exchange.setMessage(new DefaultMessage(exchange));
        exchange.getMessage().setBody(answer);
    }

    void writeTo(HttpServletResponse response) throws IOException {
        try {
            response.setStatus(status);
            headers.forEach(response::setHeader);
            if (pieces == null) {
                return;
            }
            response.setContentType(contentType);
            OutputStream out = response.getOutputStream();
            while (pieces.hasNext()) {
                Object piece = pieces.next();
                out.write(
                        piece instanceof byte[] bytes
                                ? bytes
                                : ((String) piece).getBytes(StandardCharsets.UTF_8));
            }
            // not when a piece fails: the answer would look whole
            out.close();
        } finally {
            release();
        }
    }

    /** Pieces that hold something, such as a connection to the database, are given it back. */
    private void release() throws IOException {
        if (pieces instanceof AutoCloseable held) {
            try {
                held.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
