package io.ccobridge.http;

import java.util.function.Supplier;

/**
 * A thing that health looks at.
 *
 * @param name for example {@code database}
 * @param needed whether trouble with it makes the bridge unready: then another node is to have its
 *     calls. Trouble with the others is only shown
 * @param trouble asked at each look: null when all is well, else a sentence without secrets; an
 *     exception counts as trouble
 */
public record HealthCheck(String name, boolean needed, Supplier<String> trouble) {}
