package io.ccobridge.changeorder;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a caller may do; the word on the wire is the name in lower case with a dash. */
public enum Role {
    VIEWER,
    PROJECT_MANAGER,
    APPROVER,
    ADMIN;

    /** For example {@code project-manager}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What somebody is told who has none of them. */
    public static String needed(Collection<Role> roles) {
        return roles.stream()
                .sorted()
                .map(Role::word)
                .collect(Collectors.joining(" or ", "It takes the role ", "."));
    }

    /**
     * The role of that word.
     *
     * @throws IllegalArgumentException naming the words there are
     */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "unknown role \"" + word + "\"; allowed: viewer, project-manager, approver, admin");
    }
}
