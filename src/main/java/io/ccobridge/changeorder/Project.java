package io.ccobridge.changeorder;

import java.time.ZoneId;

/**
 * A Procore project.
 *
 * @param number the project number people gave it, or null
 * @param zone the project's own time zone; null when Procore gives none that can be read
 */
public record Project(
        long id, String name, String number, ZoneId zone, String originId, String originCode) {}
