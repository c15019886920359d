package io.ccobridge.http;

import io.ccobridge.changeorder.Role;
import java.util.List;
import java.util.Set;

/**
 * A call of the HTTP API, as the OpenAPI document describes it.
 *
 * @param path below {@code /api/v1}
 * @param roles who may make it; empty where the door is not {@link Door#CALLER}
 * @param body null when the call takes none
 * @param status of the answer when all went well and its route does not say another
 * @param mediaType of that answer; null when it has no body
 */
record Operation(
        String id,
        String method,
        PathTemplate path,
        String summary,
        Door door,
        Set<Role> roles,
        List<Parameter> parameters,
        RequestBody body,
        int status,
        String mediaType) {

    /** What a caller shows to get in. */
    enum Door {
        /** Nothing. */
        OPEN,
        /** Procore's own token. */
        WEBHOOK,
        /** A token or a user of the bridge. */
        CALLER
    }

    Operation {
        roles = Set.copyOf(roles);
        parameters = List.copyOf(parameters);
    }
}
