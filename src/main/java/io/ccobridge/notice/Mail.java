package io.ccobridge.notice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One mail: all that one person is to be told of one kind now.
 *
 * @param kind rejected, failed, circuit or digest; also the name of its template
 * @param notices the ids of what it tells
 * @param contents what it tells, one a notice, oldest first
 */
public record Mail(
        String kind, String user, String recipient, List<Long> notices, List<JsonNode> contents) {

    public Mail {
        notices = List.copyOf(notices);
        contents = List.copyOf(contents);
    }

    @Override
    public String toString() {
        return "Mail (" + kind + ") to " + user;
    }
}
