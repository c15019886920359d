package io.ccobridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;

/**
 * The folder {@code routes/}. A bridge whose folder is empty, or lacks a file, would answer and do
 * nothing: it does not start.
 */
final class RouteFolder {

    private final Path folder;

    /**
     * @throws IllegalStateException with one line when there is no such folder
     */
    RouteFolder(Path home) {
        Path named = home.resolve("routes");
        try {
            // Camel looks into no folder that is a link to one
            folder = named.toRealPath();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "There is no folder "
                            + named
                            + ": the bridge starts where routes and config are, or with"
                            + " -Dcco-bridge.home=FOLDER.",
                    e);
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(named + " is not a folder.");
        }
    }

    /** What Camel is to load. */
    String pattern() {
        return "file:" + folder + "/*.camel.yaml";
    }

    /**
     * After the routes were started.
     *
     * @throws IllegalStateException with one line when a route leads to one that is not there
     */
    void check(CamelContext camel) {
        Set<String> there =
                camel.getRoutes().stream()
                        .map(Route::getEndpoint)
                        .map(Endpoint::getEndpointUri)
                        .collect(Collectors.toSet());
        Set<String> missing =
                camel.getEndpoints().stream()
                        .map(Endpoint::getEndpointUri)
                        .filter(uri -> uri.startsWith("direct:") && !there.contains(uri))
                        .map(uri -> uri.replace("direct://", "direct:"))
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "No route in %s begins with %s. Is a file of it missing?"
                            .formatted(folder, String.join(", ", missing)));
        }
    }
}
