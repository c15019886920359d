package io.ccobridge.sandbox.spectrum;

/**
 * What the SOAP services ask of the HTTP request, beside the {@code Authorization_ID} in the body
 * (facts/spectrum-api.md 1.2). The vendors resource takes Bearer under {@link OAuth2}, else Basic.
 */
public sealed interface RequiredAuth {

    /** Nothing; an {@code Authorization} header that comes all the same is ignored. */
    record None() implements RequiredAuth {}

    /** User: the company code; password: the Authorization ID. */
    record Basic() implements RequiredAuth {}

    /** A token from {@code POST /connect/token}. */
    record OAuth2(String clientId, String clientSecret) implements RequiredAuth {}
}
