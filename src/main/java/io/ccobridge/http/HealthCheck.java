package io.ccobridge.http;

import java.util.function.Supplier;

/**
 * A thing that the bridge needs in order to work.
 *
 * @param name for example {@code database}
 * @param trouble asked at each look: null when all is well, else a sentence without secrets; an
 *     exception counts as trouble
 */
public record HealthCheck(String name, Supplier<String> trouble) {}
