package io.ccobridge.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Style sheets and scripts, all of them our own server's. Their path has a hash of what they hold,
 * so that a browser keeps each for good and takes a new one at once.
 */
final class Assets {

    /** Where they are. */
    static final String PATH = "/assets/";

    private static final String WEBJARS = "/META-INF/resources/webjars/";

    private static final Map<String, String> SOURCES =
            Map.of(
                    "pico.css", WEBJARS + "picocss__pico/2.1.1/css/pico.min.css",
                    "htmx.js", WEBJARS + "htmx.org/2.0.7/dist/htmx.min.js",
                    "console.css", "/console/assets/console.css",
                    "console.js", "/console/assets/console.js",
                    "choice.js", "/console/assets/choice.js",
                    "icon.svg", "/console/assets/icon.svg");

    private static final Map<String, String> TYPES =
            Map.of(
                    "css", "text/css;charset=utf-8",
                    "js", "text/javascript;charset=utf-8",
                    "svg", "image/svg+xml");

    private record Asset(String type, byte[] bytes) {}

    private final Map<String, Asset> byPath = new LinkedHashMap<>();
    private final Map<String, String> pathOf = new LinkedHashMap<>();

    Assets() {
        SOURCES.forEach(
                (name, source) -> {
                    byte[] bytes = read(source);
                    String path = PATH + hash(bytes) + "/" + name;
                    pathOf.put(name, path);
                    byPath.put(
                            path,
                            new Asset(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), bytes));
                });
    }

    /** Where an asset is, by its name. */
    String path(String name) {
        String path = pathOf.get(name);
        if (path == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return path;
    }

    /**
     * @return false when there is none at that path
     */
    boolean answer(String path, HttpServletResponse response) throws IOException {
        Asset asset = byPath.get(path);
        if (asset == null) {
            return false;
        }
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setContentType(asset.type());
        response.setContentLength(asset.bytes().length);
        response.getOutputStream().write(asset.bytes());
        return true;
    }

    private static byte[] read(String source) {
        try (InputStream file = Assets.class.getResourceAsStream(source)) {
            if (file == null) {
                throw new IllegalStateException("not on the class path: " + source);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
