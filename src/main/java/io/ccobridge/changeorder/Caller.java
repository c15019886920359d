package io.ccobridge.changeorder;

import java.util.Set;

/** Who asks for a move: a person or a program, by the name of its user or token. */
public record Caller(String name, Set<Role> roles) {

    /** The bridge itself, as the audit trail names it. */
    public static final Caller SYSTEM = new Caller("system", Set.of());

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean hasAny(Set<Role> wanted) {
        return roles.stream().anyMatch(wanted::contains);
    }
}
