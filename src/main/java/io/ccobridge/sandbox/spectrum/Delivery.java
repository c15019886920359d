package io.ccobridge.sandbox.spectrum;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way back to the client of one request. No thread waits while an answer is held back. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Request request;
    private final Response response;
    private final Callback callback;

    Delivery(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /** Goes on after the delay, here and now when there is none. */
    void after(Duration delay, Runnable step) {
        if (delay.isZero()) {
            run(step);
        } else {
            // the scheduler's own thread must stay free for the next one
            request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> request.getComponents().getExecutor().execute(() -> run(step)),
                            delay.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    void send(Reply reply) {
        if (reply == Reply.RESET) {
            reset();
            return;
        }
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        reply.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(reply.bytes()), callback);
    }

    // a lingering time of 0 makes the close a reset that the client cannot take for an end
    private void reset() {
        Object transport =
                request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
        try {
            SocketChannel channel = (SocketChannel) transport;
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        } catch (IOException e) {
            LOG.warn("The connection could not be reset", e);
        }
        // Jetty is quiet about this kind
        callback.failed(new EofException("reset, as a fault asked for"));
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("The sandbox failed at {}", request.getHttpURI(), e);
            Response.writeError(request, response, callback, e);
        }
    }
}
