package io.ccobridge.procore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

/** The routes of {@code procore-call.camel.yaml}, as two Java methods. */
final class ProcoreHttp {

    private final ProducerTemplate camel;
    private final String companyId;

    ProcoreHttp(ProducerTemplate camel, String companyId) {
        this.camel = camel;
        this.companyId = companyId;
    }

    /**
     * @throws IOException when there is no answer
     */
    Answer get(String path, Query query, String bearer) throws IOException {
        return ask(
                "direct:procore-call",
                exchange -> {
                    exchange.setVariable("path", path);
                    exchange.setVariable("query", query.encoded());
                    exchange.setVariable("authorization", "Bearer " + bearer);
                    exchange.setVariable("company", companyId);
                });
    }

    /**
     * @throws IOException when there is no answer
     */
    Answer token(Query form) throws IOException {
        return ask(
                "direct:procore-token", exchange -> exchange.getMessage().setBody(form.encoded()));
    }

    private Answer ask(String route, Processor request) throws IOException {
        Exchange exchange = camel.request(route, request);
        if (exchange.getException() != null) {
            throw new IOException(words(exchange.getException()), exchange.getException());
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getMessage()
                .getHeaders()
                .forEach((name, value) -> headers.put(name, String.valueOf(value)));
        byte[] body = exchange.getMessage().getBody(byte[].class);
        return new Answer(
                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
                headers,
                body == null ? "" : new String(body, StandardCharsets.UTF_8));
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
