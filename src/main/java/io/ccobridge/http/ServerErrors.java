package io.ccobridge.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Makes the server's own errors (a broken request line, a path it will not have) problem documents.
 */
final class ServerErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        FrontDoor.prepare(request, response);
        FrontDoor.write(
                ProblemDocument.of(
                        status,
                        status == HttpStatus.NOT_FOUND_404
                                ? "There is nothing at this path."
                                : "The server answers: " + HttpStatus.getMessage(status) + "."),
                response,
                callback);
        return true;
    }
}
