package io.ccobridge.changeorder;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who asks for a move: a person or a program, by the name of its user or token. One name is one
 * person, whether it comes with a password or with a token.
 *
 * @param roles its own, without what others have delegated to it
 * @param limits of its own privilege to accept
 * @param delegated what others have delegated to it for now, the oldest first
 * @param actingFor whose privilege is used, where its own does not do; else null
 */
public record Caller(
        String name,
        Kind kind,
        Set<Role> roles,
        AcceptLimits limits,
        List<Delegated> delegated,
        String actingFor) {

    /** What stands behind the name. */
    public enum Kind {
        USER,
        TOKEN,
        /** The bridge itself, or a call that needs no account. */
        NONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Another's role of approver, for a time. It is not passed on: who has it by delegation cannot
     * delegate it.
     *
     * @param limits of that approver's privilege to accept
     */
    public record Delegated(String approver, AcceptLimits limits, Instant until) {}

    /**
     * A privilege to accept.
     *
     * @param actingFor whose it is; null: the caller's own
     */
    public record AcceptPrivilege(String actingFor, AcceptLimits limits) {}

    /** Who may accept. */
    public static final Set<Role> APPROVERS = Set.copyOf(EnumSet.of(Role.APPROVER, Role.ADMIN));

    /** The bridge itself, as the audit trail names it. */
    public static final Caller SYSTEM = new Caller("system", Set.of());

    public Caller {
        roles = Set.copyOf(roles);
        delegated = List.copyOf(delegated);
    }

    /** One without an account, or of whom no more matters. */
    public Caller(String name, Set<Role> roles) {
        this(name, Kind.NONE, roles, AcceptLimits.NONE, List.of(), null);
    }

    /** Whether it has one of these roles, of its own or as somebody's delegate. */
    public boolean hasAny(Set<Role> wanted) {
        return hasOwn(wanted) || (wanted.contains(Role.APPROVER) && !delegated.isEmpty());
    }

    /** Whether it has one of these roles without acting for anybody. */
    public boolean hasOwn(Set<Role> wanted) {
        return roles.stream().anyMatch(wanted::contains);
    }

    /** The same, acting for somebody where it has none of these roles of its own. */
    public Caller in(Set<Role> wanted) {
        return hasOwn(wanted) || !hasAny(wanted) ? this : actingFor(delegated.get(0).approver());
    }

    /**
     * @param approver null: for nobody
     */
    public Caller actingFor(String approver) {
        return new Caller(name, kind, roles, limits, delegated, approver);
    }

    /** Whose privilege it uses: its own, or that of whom it acts for. */
    public String authority() {
        return actingFor == null ? name : actingFor;
    }

    /** As the audit trail names it: {@code anna}, or {@code anna for bert}. */
    public String actor() {
        return actingFor == null ? name : name + " for " + actingFor;
    }

    /** By what it may accept: its own privilege first, then what was delegated to it. */
    public List<AcceptPrivilege> acceptPrivileges() {
        List<AcceptPrivilege> privileges = new ArrayList<>();
        if (hasOwn(APPROVERS)) {
            privileges.add(new AcceptPrivilege(null, limits));
        }
        delegated.forEach(one -> privileges.add(new AcceptPrivilege(one.approver(), one.limits())));
        return List.copyOf(privileges);
    }

    /**
     * Whether role and limits reach so far. Who sent the change order is not looked at: that is
     * known to the approval queue.
     *
     * @param total null when it is not known
     */
    public boolean mayAccept(long project, BigDecimal total) {
        return acceptPrivileges().stream()
                .map(AcceptPrivilege::limits)
                .anyMatch(reach -> reach.coversProject(project) && reach.coversAmount(total));
    }
}
