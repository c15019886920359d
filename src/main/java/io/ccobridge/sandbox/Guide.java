package io.ccobridge.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a sandbox says of itself at {@code /sandbox}. */
public final class Guide {

    private Guide() {}

    /**
     * @param sandbox {@code procore} or {@code spectrum}
     */
    public static String of(String sandbox) {
        try (InputStream text = Guide.class.getResourceAsStream(sandbox + ".txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
