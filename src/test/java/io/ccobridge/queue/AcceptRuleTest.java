package io.ccobridge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.AcceptLimits;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Role;
import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may accept what, by role, limits, delegation and who sent it. */
class AcceptRuleTest {

    private static final Instant LATER = Instant.parse("2099-12-24T17:00:00Z");

    private final AcceptRule rule = new AcceptRule(true);

    @ParameterizedTest
    @CsvSource({
        "10000.00, 10000.00, true",
        "10000.00, 10000.000, true",
        "10000.00, 10000.01, false",
        "10000.00, -10000.00, true",
        "10000.00, -10000.01, false",
        "0.00, 0, true",
        "0.00, -0.01, false",
        ", 999999999999.99, true",
        ", -999999999999.99, true",
        ", , true",
        "10000.00, , false"
    })
    void theLimitIsTheLargestAmountWhateverItsSign(
            BigDecimal limit, BigDecimal total, boolean may) {
        Caller anna = approver("anna", limit);
        assertThat(rule.acting(row(total, "pat"), anna).isPresent()).isEqualTo(may);
        assertThat(rule.refusal(row(total, "pat"), anna).isEmpty()).isEqualTo(may);
        assertThat(anna.mayAccept(101, total)).isEqualTo(may);
    }

    @Test
    void aRefusalIsInWordsThatAPersonUnderstands() {
        assertThat(rule.refusal(row("12500", "pat"), approver("anna", "10000.00")))
                .contains(
                        "Your limit is 10,000.00; this change order is 12,500.00. Somebody with a"
                                + " higher limit must accept it.");
        assertThat(rule.refusal(row("-12500", "pat"), approver("anna", "10000.00")))
                .contains(
                        "Your limit is 10,000.00, for deductions as well; this change order is"
                                + " -12,500.00. Somebody with a higher limit must accept it.");
        assertThat(rule.refusal(row((String) null, "pat"), approver("anna", "1.00")).orElseThrow())
                .contains("the total of this change order is not known");
        Caller elsewhere = approver("anna", new AcceptLimits(Set.of(102L, 103L), decimal("1.00")));
        assertThat(rule.refusal(row("5", "pat"), elsewhere))
                .contains(
                        "You may accept change orders of some projects only, and Harbor Tower is"
                                + " none of them. Somebody who may must accept it. Your limit is"
                                + " 1.00; this change order is 5.00. Somebody with a higher limit"
                                + " must accept it.");
        assertThat(rule.refusal(row("5", "anna"), approver("anna", "10.00")))
                .contains(
                        "You sent this change order to accounting; another person must accept it"
                                + " (setting approval.separate-duties).");
        assertThat(rule.refusal(row("5", "pat"), new Caller("vic", Set.of(Role.VIEWER))))
                .contains("Accepting takes the role approver or admin.");
    }

    @Test
    void projectsThatAreNamedAreTheOnlyOnes() {
        assertThat(rule.refusal(row("5", "pat"), inProjects(101L, 102L))).isEmpty();
        assertThat(rule.refusal(row("5", "pat"), inProjects(102L))).isPresent();
        assertThat(inProjects(102L).mayAccept(101, decimal("5"))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void ofItsOwnOnlyAnApproverOrAnAdminAccepts(Role role) {
        boolean may = role == Role.APPROVER || role == Role.ADMIN;
        assertThat(rule.refusal(row("5", "pat"), new Caller("anna", Set.of(role))).isEmpty())
                .isEqualTo(may);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"VIEWER", "PROJECT_MANAGER"})
    void aDelegateWithoutTheRoleActsForTheApproverWithTheApproversLimits(Role role) {
        Caller dora = delegate("dora", role, AcceptLimits.NONE, from("bert", "100.00"));
        assertThat(actor(row("100", "pat"), dora)).isEqualTo("dora for bert");
        assertThat(rule.refusal(row("100.01", "pat"), dora))
                .contains(
                        "The limit of bert is 100.00; this change order is 100.01. Somebody with a"
                                + " higher limit must accept it.");
    }

    @Test
    void aDelegateWhoIsApproverActsForAnotherOnlyWhereTheOwnPrivilegeEnds() {
        Caller dora =
                delegate(
                        "dora",
                        Role.APPROVER,
                        new AcceptLimits(null, decimal("10.00")),
                        from("bert", "100.00"));
        assertThat(actor(row("10", "pat"), dora)).isEqualTo("dora");
        assertThat(actor(row("50", "pat"), dora)).isEqualTo("dora for bert");
        assertThat(rule.refusal(row("500", "pat"), dora).orElseThrow())
                .startsWith("Your limit is 10.00; this change order is 500.00.")
                .contains("The limit of bert is 100.00;");

        Caller higher = delegate("dora", Role.APPROVER, AcceptLimits.NONE, from("bert", "100.00"));
        assertThat(actor(row("500", "pat"), higher)).isEqualTo("dora");
    }

    @Test
    void ofSeveralWhoDelegatedTheFirstWhosePrivilegeReachesIsUsed() {
        Caller dora =
                delegate(
                        "dora",
                        Role.VIEWER,
                        AcceptLimits.NONE,
                        from("bert", "100.00"),
                        new Caller.Delegated("carl", new AcceptLimits(Set.of(7L), null), LATER),
                        from("dave", "1000.00"));
        assertThat(actor(row("50", "pat"), dora)).isEqualTo("dora for bert");
        assertThat(actor(row("500", "pat"), dora)).isEqualTo("dora for dave");
        assertThat(rule.refusal(row("5000", "pat"), dora).orElseThrow())
                .contains("The limit of bert", "carl, for whom you act, may accept", "of dave");
    }

    @Test
    void neitherTheDelegateNorTheOneActedForMayHaveSentIt() {
        Caller dora = delegate("dora", Role.VIEWER, AcceptLimits.NONE, from("bert", "100.00"));
        assertThat(rule.refusal(row("5", "dora"), dora).orElseThrow())
                .startsWith("You sent this change order to accounting");
        assertThat(rule.refusal(row("5", "bert"), dora))
                .contains(
                        "bert, for whom you act, sent this change order to accounting; another"
                                + " person must accept it (setting approval.separate-duties).");
        Caller alsoForCarl =
                delegate(
                        "dora",
                        Role.VIEWER,
                        AcceptLimits.NONE,
                        from("bert", "100.00"),
                        from("carl", "100.00"));
        assertThat(actor(row("5", "bert"), alsoForCarl)).isEqualTo("dora for carl");
        Caller approver =
                delegate("dora", Role.APPROVER, AcceptLimits.NONE, from("bert", "100.00"));
        assertThat(actor(row("5", "bert"), approver)).isEqualTo("dora");
        assertThat(rule.refusal(row("5", "dora"), approver)).isPresent();
    }

    @Test
    void withoutSeparateDutiesWhoSentItMayAcceptIt() {
        AcceptRule together = new AcceptRule(false);
        Caller dora = delegate("dora", Role.VIEWER, AcceptLimits.NONE, from("bert", "100.00"));
        assertThat(together.refusal(row("5", "dora"), dora)).isEmpty();
        assertThat(together.refusal(row("5", "bert"), dora)).isEmpty();
        assertThat(together.refusal(row("5", "anna"), approver("anna", "10"))).isEmpty();
    }

    @Test
    void theSystemAcceptsWhatItSentItself() {
        assertThat(actor(row("5", "system"), Caller.SYSTEM)).isEqualTo("system");
    }

    @Test
    void aRoleOfTheCallersOwnComesBeforeOneThatWasDelegated() {
        Set<Role> approvers = Caller.APPROVERS;
        Caller viewer = delegate("dora", Role.VIEWER, AcceptLimits.NONE, from("bert", "1"));
        assertThat(viewer.in(approvers).actor()).isEqualTo("dora for bert");
        assertThat(viewer.hasAny(approvers)).isTrue();
        assertThat(viewer.hasOwn(approvers)).isFalse();
        assertThat(viewer.hasAny(Set.of(Role.ADMIN))).as("the role of an approver only").isFalse();
        assertThat(viewer.in(Set.of(Role.ADMIN)).actor()).isEqualTo("dora");
        assertThat(viewer.in(Set.of(Role.VIEWER, Role.APPROVER)).actor()).isEqualTo("dora");
        Caller approver = delegate("dora", Role.APPROVER, AcceptLimits.NONE, from("bert", "1"));
        assertThat(approver.in(approvers).actor()).isEqualTo("dora");
    }

    // ---- Parts

    private String actor(ChangeOrderRow row, Caller by) {
        return rule.acting(row, by).orElseThrow().actor();
    }

    private static Caller approver(String name, String limit) {
        return approver(name, decimal(limit));
    }

    private static Caller approver(String name, BigDecimal limit) {
        return approver(name, new AcceptLimits(null, limit));
    }

    private static Caller approver(String name, AcceptLimits limits) {
        return delegate(name, Role.APPROVER, limits);
    }

    private static Caller inProjects(Long... projects) {
        return approver("anna", new AcceptLimits(Set.of(projects), null));
    }

    private static Caller delegate(
            String name, Role role, AcceptLimits own, Caller.Delegated... delegated) {
        return new Caller(name, Caller.Kind.USER, Set.of(role), own, List.of(delegated), null);
    }

    private static Caller.Delegated from(String approver, String limit) {
        return new Caller.Delegated(approver, new AcceptLimits(null, decimal(limit)), LATER);
    }

    private static ChangeOrderRow row(String total, String sentBy) {
        return row(total == null ? null : decimal(total), sentBy);
    }

    private static ChangeOrderRow row(BigDecimal total, String sentBy) {
        return new ChangeOrderRow(
                17,
                101,
                "1",
                1L,
                State.READY_TO_EXPORT,
                3,
                false,
                "[]",
                null,
                0,
                sentBy,
                1L,
                1L,
                "f",
                "f",
                null,
                "24-101",
                "ACME",
                "Harbor Tower",
                total);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
