package io.ccobridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;

/**
 * The border between HTTP and the routes. Nothing of a request becomes a header or a body by itself
 * (facts/camel.md 2.7 and 5.1): the {@link Gate} takes what the OpenAPI document knows. What goes
 * out is an {@link Answer} and nothing else.
 */
final class ApiBinding extends DefaultHttpBinding {

    @Override
    public void readRequest(HttpServletRequest request, Message message) {
        // the servlet cannot do without this one; the gate drops it
        message.setHeader(Exchange.HTTP_PATH, getRawPath(request));
    }

    @Override
    public Object parseBody(HttpServletRequest request, Message message) {
        return null;
    }

    @Override
    public void writeResponse(Exchange exchange, HttpServletResponse response) throws IOException {
        Answer answer =
                exchange.getException() == null
                        ? exchange.getMessage().getBody(Answer.class)
                        : Answer.to(
                                exchange.getException(), response.getHeader(FrontDoor.REQUEST_ID));
        answer.writeTo(response);
    }
}
