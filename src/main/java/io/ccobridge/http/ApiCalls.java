package io.ccobridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.json.Json;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.ObjectHelper;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of the API from within, for a caller who is known already: the same roles, the same checks
 * and the same routes as over HTTP, so that a page can do and show nothing that a program could
 * not.
 */
public final class ApiCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ApiCalls.class);

    private final ApiDocument document;
    private final ProducerTemplate camel;

    public ApiCalls(ApiDocument document, ProducerTemplate camel) {
        this.document = document;
        this.camel = camel;
    }

    /** Whether the caller has a role for the call. */
    public boolean may(Caller caller, String operationId) {
        return caller.hasAny(operation(operationId).roles());
    }

    /** What somebody is told who has no role for the call. */
    public String needed(String operationId) {
        return Role.needed(operation(operationId).roles());
    }

    /** The names of the call's query parameters. */
    public Set<String> parameters(String operationId) {
        Set<String> names = new TreeSet<>();
        operation(operationId).parameters().stream()
                .filter(parameter -> !parameter.inPath())
                .forEach(parameter -> names.add(parameter.name()));
        return names;
    }

    /**
     * Makes a call.
     *
     * @param path the path's variables, by name
     * @param query the query's parameters, by name
     * @param body null for a call without one; a text for one that takes CSV
     * @return the answer's JSON; null for an answer without one
     * @throws Refused with what the call would have answered over HTTP
     */
    public JsonNode call(
            Caller caller,
            String operationId,
            Map<String, String> path,
            Map<String, String> query,
            JsonNode body) {
        Object answer = send(caller, operationId, path, query, body);
        return answer == null ? null : Json.mapper().valueToTree(answer);
    }

    /**
     * Makes a call without variables that is answered with a file.
     *
     * @return texts or bytes, each made when the one before is taken. Those that are {@link
     *     AutoCloseable} are to be closed, however it ends.
     * @throws Refused with what the call would have answered over HTTP, before the first piece
     */
    public Iterator<?> pieces(Caller caller, String operationId, Map<String, String> query) {
        return (Iterator<?>) send(caller, operationId, Map.of(), query, null);
    }

    private Object send(
            Caller caller,
            String operationId,
            Map<String, String> path,
            Map<String, String> query,
            JsonNode body) {
        Operation operation = operation(operationId);
        try {
            if (!caller.hasAny(operation.roles())) {
                throw Gate.wrongRole(operation);
            }
            RequestReader reader = new RequestReader(operation);
            reader.check(path);
            Fields given = new Fields(true);
            query.forEach(given::put);
            Map<String, String> checked = reader.query(given);
            boolean text = body != null && body.isTextual();
            if (body != null && !text) {
                RequestReader.checked(body, operation.body().schemas().get("application/json"));
            }
            return answer(
                    camel.send(
                            "direct:" + operationId,
                            exchange -> {
                                exchange.setVariable("caller", caller.in(operation.roles()));
                                path.forEach(exchange::setVariable);
                                exchange.setVariable("query", checked);
                                exchange.getMessage().setBody(text ? body.textValue() : body);
                            }));
        } catch (NotAdmitted e) {
            throw new Refused(e);
        }
    }

    private Object answer(Exchange exchange) {
        if (exchange.getException() == null) {
            return exchange.getMessage().getBody();
        }
        Refusal refusal = ObjectHelper.getException(Refusal.class, exchange.getException());
        if (refusal != null) {
            throw new Refused(ProblemDocument.of(refusal));
        }
        LOG.error("A call from within failed", exchange.getException());
        throw new Refused(ProblemDocument.of(500, "The bridge failed at this. Its log tells why."));
    }

    private Operation operation(String id) {
        return document.operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + id));
    }
}
