package io.ccobridge.http;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/**
 * What every request passes first: it gets its id and the headers of every answer, and leaves here
 * when its path or method is none of the API's. HEAD is a GET whose body stays behind; OPTIONS says
 * what a path knows.
 */
final class FrontDoor extends Handler.Wrapper {

    static final String REQUEST_ID = "X-Request-Id";

    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final String API = "/api/v1";
    private static final Set<String> GET = Set.of("GET");

    private final ApiDocument document;

    FrontDoor(ApiDocument document, Handler inside) {
        super(inside);
        this.document = document;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        MDC.put("requestId", prepare(request, response));
        try {
            String path = Request.getPathInContext(request);
            if (path.startsWith(API + "/")) {
                return enter(
                        document.methodsOf(path.substring(API.length())),
                        request,
                        response,
                        callback);
            }
            if (path.startsWith("/observe/")) {
                return enter(GET, request, response, callback);
            }
            return super.handle(request, response, callback);
        } finally {
            MDC.remove("requestId");
        }
    }

    /** Gives the request its id, and the answer the headers that every answer has. */
    static String prepare(Request request, Response response) {
        Object known = request.getAttribute(REQUEST_ID);
        String id = known == null ? newId(request) : (String) known;
        request.setAttribute(REQUEST_ID, id);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(REQUEST_ID, id);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
        return id;
    }

    private static String newId(Request request) {
        String given = request.getHeaders().get(REQUEST_ID);
        return given != null && SANE_ID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    private boolean enter(
            Set<String> methods, Request request, Response response, Callback callback)
            throws Exception {
        String method = request.getMethod();
        if (methods.contains(method)) {
            return super.handle(request, response, callback);
        }
        if (method.equals("HEAD") && methods.contains("GET")) {
            return super.handle(asGet(request), response, callback);
        }
        if (methods.isEmpty()) {
            write(ProblemDocument.of(404, "There is nothing at this path."), response, callback);
            return true;
        }
        response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", allowed(methods)));
        if (method.equals("OPTIONS")) {
            response.setStatus(204);
            callback.succeeded();
        } else {
            write(
                    ProblemDocument.of(
                            405,
                            "This path does not know "
                                    + method
                                    + ", only "
                                    + String.join(", ", methods)
                                    + "."),
                    response,
                    callback);
        }
        return true;
    }

    private static SortedSet<String> allowed(Set<String> methods) {
        SortedSet<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (methods.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed;
    }

    private static Request asGet(Request head) {
        return new Request.Wrapper(head) {
            @Override
            public String getMethod() {
                return "GET";
            }
        };
    }

    static void write(ProblemDocument problem, Response response, Callback callback) {
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);
        Content.Sink.write(response, true, problem.json(), callback);
    }
}
