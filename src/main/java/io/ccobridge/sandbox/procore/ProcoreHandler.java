package io.ccobridge.sandbox.procore;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads calls, has them answered, and sends the answers, whole or spoilt by a fault. */
final class ProcoreHandler extends Handler.Abstract {

    private final Clock clock;
    private final ProcoreApi api;
    private final SandboxControls controls;
    private final Faults faults;
    private final RequestLog log;

    ProcoreHandler(
            Clock clock, ProcoreApi api, SandboxControls controls, Faults faults, RequestLog log) {
        this.clock = clock;
        this.api = api;
        this.controls = controls;
        this.faults = faults;
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws IOException {
        Call call = read(request);
        if (call.path().startsWith(SandboxControls.PATH)) {
            send(response, callback, controls.answer(call));
            return true;
        }
        Optional<Faults.Waiting> fault = faults.meet(call.pathAndQuery());
        Answer answer = api.answer(call, fault);
        boolean reset = fault.filter(f -> f.fault() == Fault.CONNECTION_RESET).isPresent();
        // before the answer goes out: who has it, finds it in the log
        log.add(
                new LoggedRequest(
                        clock.instant(),
                        call.method(),
                        call.path(),
                        call.queryText(),
                        reset ? 0 : answer.status()));
        // resets and lifetimes are told by this clock, so Date is too
        response.getHeaders().put(HttpHeader.DATE, DateGenerator.formatDate(clock.millis()));
        deliver(request, response, callback, answer, fault);
        return true;
    }

    private static Call read(Request request) throws IOException {
        HttpURI uri = request.getHttpURI();
        return new Call(
                uri.getScheme() + "://" + uri.getAuthority(),
                request.getMethod(),
                Request.getPathInContext(request),
                Request.extractQueryParameters(request, StandardCharsets.UTF_8),
                request.getHeaders(),
                bytes(Content.Source.asByteBuffer(request)),
                Map.of());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static void deliver(
            Request request,
            Response response,
            Callback callback,
            Answer answer,
            Optional<Faults.Waiting> fault)
            throws IOException {
        if (fault.isEmpty()) {
            send(response, callback, answer);
            return;
        }
        switch (fault.get().fault()) {
            case CONNECTION_RESET -> {
                reset(request);
                callback.succeeded();
            }
            case CUT_OFF -> {
                byte[] body = head(response, answer);
                ByteBuffer half = ByteBuffer.wrap(body, 0, body.length / 2);
                Callback cut =
                        Callback.from(
                                () -> callback.failed(new IOException("cut off, as ordered")),
                                callback::failed);
                response.write(false, half, cut);
            }
            case TRUNCATED_BODY ->
                    send(
                            response,
                            callback,
                            new Answer(
                                    answer.status(),
                                    answer.contentType(),
                                    answer.body().substring(0, answer.body().length() / 2),
                                    answer.headers()));
            case SLOW ->
                    request.getComponents()
                            .getScheduler()
                            .schedule(
                                    () -> send(response, callback, answer),
                                    fault.get().pause().toMillis(),
                                    TimeUnit.MILLISECONDS);
            case TOO_MANY_REQUESTS, UNAVAILABLE, SERVER_ERROR, EXPIRED_TOKEN, BAD_PAGE ->
                    send(response, callback, answer);
        }
    }

    /** With no time to linger, closing sends RST and not FIN. */
    private static void reset(Request request) throws IOException {
        Object transport =
                request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
        SocketChannel channel = (SocketChannel) transport;
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    private static void send(Response response, Callback callback, Answer answer) {
        response.write(true, ByteBuffer.wrap(head(response, answer)), callback);
    }

    /** Sets all that comes before the body, and gives the body. */
    private static byte[] head(Response response, Answer answer) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        answer.headers().forEach(response.getHeaders()::put);
        return body;
    }
}
