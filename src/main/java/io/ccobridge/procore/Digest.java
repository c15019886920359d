package io.ccobridge.procore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.ccobridge.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a document, the same in whatever order Procore sends its fields. */
final class Digest {

    private static final ObjectWriter SORTED =
            Json.mapper().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private Digest() {}

    /** 64 hexadecimal digits. */
    static String of(JsonNode document) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            // UTF-16, since a half character has no UTF-8
            byte[] bytes = SORTED.writeValueAsString(document).getBytes(StandardCharsets.UTF_16BE);
            return HexFormat.of().formatHex(sha256.digest(bytes));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
