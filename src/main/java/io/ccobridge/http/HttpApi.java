package io.ccobridge.http;

import java.util.Locale;
import org.apache.camel.builder.RouteBuilder;

/**
 * The routes of the HTTP API, built from the OpenAPI document: each operation is admitted, goes to
 * {@code direct:<operationId>}, and is answered. What an operation's own route gets and gives:
 *
 * <ul>
 *   <li>variable {@code caller}: the {@link io.ccobridge.changeorder.Caller}; {@code query}: the
 *       query as {@code Map<String, String>}; one a path parameter, of its name; all checked
 *   <li>body: a checked {@code JsonNode}, a text for {@code text/csv}, or null; no headers
 *   <li>it leaves the answer in the body: null for 204, an {@code Iterator} of texts or bytes for
 *       what is no JSON, anything else for JSON; and the status in the variable {@code status} when
 *       it is not the first of the document
 *   <li>it throws a {@link io.ccobridge.changeorder.Refusal} for a 4xx or 503
 * </ul>
 */
public final class HttpApi extends RouteBuilder {

    private final ApiDocument document;
    private final Gate gate;
    private final String servletName;

    /**
     * @param webhookToken what Procore's webhooks send as Authorization; empty: webhooks are off
     * @param servletName of the server whose servlet takes the requests: {@link
     *     HttpServer#servletName()}
     */
    public HttpApi(
            ApiDocument document,
            Authentication authentication,
            String webhookToken,
            String servletName) {
        this.document = document;
        this.gate = new Gate(authentication, webhookToken);
        this.servletName = servletName;
    }

    @Override
    public void configure() {
        bindToRegistry("apiBinding", new ApiBinding());
        restConfiguration()
                .component("servlet")
                .endpointProperty("servletName", servletName)
                .endpointProperty("httpBinding", "#apiBinding");
        document.operations().forEach(this::route);
    }

    private void route(Operation operation) {
        from("rest:" + operation.method().toLowerCase(Locale.ROOT) + ":" + operation.path())
                .routeId("http-" + operation.id())
                .description(operation.summary())
                .doTry()
                .process(gate.to(operation))
                .id("admit-" + operation.id())
                .to("direct:" + operation.id())
                .id("do-" + operation.id())
                .process(exchange -> Answer.of(operation, exchange))
                .id("answer-" + operation.id())
                .doCatch(Exception.class)
                .process(Answer::ofException)
                .id("refuse-" + operation.id())
                .end();
    }
}
