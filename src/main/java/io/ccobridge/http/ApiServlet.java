package io.ccobridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;

/**
 * Camel's servlet, but a failure while an answer is under way breaks the connection. Camel logs it
 * and ends the answer, and half a list would look like a whole one.
 */
final class ApiServlet extends CamelHttpTransportServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            handleService(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
