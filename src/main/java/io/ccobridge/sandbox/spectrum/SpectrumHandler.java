package io.ccobridge.sandbox.spectrum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Where each path leads. */
final class SpectrumHandler extends Handler.Abstract {

    private static final int LARGEST_BODY = 1_000_000;

    private final Clock clock;
    private final Layouts layouts;
    private final Faults faults;
    private final Calls calls;
    private final Control control;
    private final AtomicLong numbers = new AtomicLong();

    SpectrumHandler(Clock clock, Layouts layouts, Faults faults, Calls calls, Control control) {
        this.clock = clock;
        this.layouts = layouts;
        this.faults = faults;
        this.calls = calls;
        this.control = control;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Delivery delivery = new Delivery(request, response, callback);
        String path = Request.getPathInContext(request);
        if (path.equals("/ws/ARChangeRequest")
                || path.equals("/ws/GetJob")
                || path.equals("/ws/GetPhase")) {
            call("POST", path.substring("/ws/".length()), request, delivery);
        } else if (path.startsWith("/vendors/")) {
            call("GET", "vendors", request, delivery);
        } else if (path.equals("/connect/token")) {
            call("POST", "token", request, delivery);
        } else if (path.startsWith("/wsdls/") && path.endsWith(".jws")) {
            delivery.send(wsdl(request, path));
        } else if (path.equals("/sandbox") || path.startsWith("/sandbox/")) {
            delivery.send(control.answer(request.getMethod(), path, body(request)));
        } else {
            delivery.send(Reply.text(404, "There is nothing at " + path));
        }
        return true;
    }

    private void call(String verb, String method, Request request, Delivery delivery) {
        if (!request.getMethod().equals(verb)) {
            delivery.send(Reply.text(405, "Only " + verb).with("Allow", verb));
            return;
        }
        long number = numbers.incrementAndGet();
        Instant at = clock.instant();
        if (faults.takeUnread(method).isPresent()) {
            delivery.send(calls.unread(number, at, method));
            return;
        }
        byte[] body = body(request);
        if (body.length > LARGEST_BODY) {
            delivery.send(Reply.text(413, "The request is too large"));
            return;
        }
        Incoming call = Incoming.of(number, at, method, request, body);
        Optional<Fault> slow = faults.takeSlow(call);
        Optional<Fault> fault = faults.take(call);
        delivery.after(
                slow.map(Fault::delay).orElse(Duration.ZERO),
                () -> {
                    Reply reply = calls.answer(call, fault, slow);
                    delivery.after(held(fault), () -> delivery.send(reply));
                });
    }

    private static Duration held(Optional<Fault> fault) {
        return fault.filter(f -> f.kind() == Fault.Kind.TIMEOUT_AFTER_COMMIT)
                .map(Fault::delay)
                .orElse(Duration.ZERO);
    }

    private Reply wsdl(Request request, String path) {
        String method = path.substring("/wsdls/".length(), path.length() - ".jws".length());
        String base =
                "http://%s:%d"
                        .formatted(Request.getServerName(request), Request.getServerPort(request));
        return layouts.of(method)
                .map(layout -> Reply.xml(200, Wsdl.of(layout, base)))
                .orElseGet(() -> Reply.text(404, "There is no service " + method));
    }

    private static byte[] body(Request request) {
        try {
            return Content.Source.asInputStream(request).readNBytes(LARGEST_BODY + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
