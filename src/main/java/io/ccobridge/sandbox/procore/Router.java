package io.ccobridge.sandbox.procore;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;

/** Who answers which method and path. */
final class Router {

    private final Map<String, PathMappings<Function<Call, Answer>>> byMethod = new HashMap<>();

    /**
     * @param template a path with variables, {@code /rest/v1.0/vendors/{id}}
     */
    Router on(String method, String template, Function<Call, Answer> answer) {
        byMethod.computeIfAbsent(method, m -> new PathMappings<>())
                .put(new UriTemplatePathSpec(template), answer);
        return this;
    }

    Answer answer(Call call) {
        PathMappings<Function<Call, Answer>> paths = byMethod.get(call.method());
        MatchedResource<Function<Call, Answer>> match =
                paths == null ? null : paths.getMatched(call.path());
        if (match == null) {
            throw Refused.plain(404, "Not Found");
        }
        UriTemplatePathSpec template = (UriTemplatePathSpec) match.getPathSpec();
        return match.getResource().apply(call.at(template.getPathParams(call.path())));
    }
}
