package io.ccobridge.http;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.apache.camel.Processor;
import org.apache.camel.http.common.HttpMessage;
import org.apache.camel.support.DefaultMessage;

/**
 * Admits a request or turns it away, in this order: who is it, may it, is it well formed. What is
 * admitted goes on as variables ({@code caller}, {@code query}, {@code requestId} and one a path
 * parameter) and a body in a message without headers: a header from outside never reaches a route.
 */
final class Gate {

    private final Authentication authentication;
    private final String webhookToken;

    /**
     * @param webhookToken what Procore sends as Authorization; empty: webhooks are off
     */
    Gate(Authentication authentication, String webhookToken) {
        this.authentication = authentication;
        this.webhookToken = webhookToken;
    }

    Processor to(Operation operation) {
        RequestReader reader = new RequestReader(operation);
        return exchange -> {
            HttpServletRequest request = exchange.getIn(HttpMessage.class).getRequest();
            exchange.setMessage(new DefaultMessage(exchange));
            exchange.setVariable("requestId", request.getAttribute(FrontDoor.REQUEST_ID));
            exchange.setVariable("caller", admit(request, operation));
            reader.pathVariables(request).forEach(exchange::setVariable);
            exchange.setVariable("query", reader.query(request));
            exchange.getMessage().setBody(reader.body(request));
        };
    }

    private Caller admit(HttpServletRequest request, Operation operation) {
        return switch (operation.door()) {
            case OPEN -> new Caller("anyone", Set.of());
            case WEBHOOK -> webhook(request);
            case CALLER -> withRole(authentication.callerOf(request), operation);
        };
    }

    private static Caller withRole(Caller caller, Operation operation) {
        if (!caller.hasAny(operation.roles())) {
            throw wrongRole(operation);
        }
        return caller.in(operation.roles());
    }

    static NotAdmitted wrongRole(Operation operation) {
        return NotAdmitted.because(403, Role.needed(operation.roles()));
    }

    private Caller webhook(HttpServletRequest request) {
        if (webhookToken.isEmpty()) {
            throw NotAdmitted.because(404, "Webhooks are off (procore.webhook.token is empty).");
        }
        String authorization = request.getHeader("Authorization");
        if (authorization == null
                || !MessageDigest.isEqual(
                        authorization.getBytes(StandardCharsets.UTF_8),
                        webhookToken.getBytes(StandardCharsets.UTF_8))) {
            throw NotAdmitted.unauthenticated("The webhook's Authorization is not the right one.");
        }
        return new Caller("procore", Set.of());
    }
}
