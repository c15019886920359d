package io.ccobridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which room may know which. The rooms meet in {@code flow}, the steps of the routes, and in the
 * main package.
 */
@AnalyzeClasses(packages = "io.ccobridge", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    @ArchTest
    static final ArchRule theLanguageKnowsNobody =
            classes()
                    .that()
                    .resideInAPackage("..changeorder..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("..changeorder..", "java..");

    @ArchTest
    static final ArchRule requirementsKnowOnlyTheLanguage =
            classes()
                    .that()
                    .resideInAPackage("..requirement..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("..requirement..", "..changeorder..", "java..");

    @ArchTest
    static final ArchRule theQueueKnowsNoOtherRoom =
            knowsNoneOf(
                    "queue",
                    "report",
                    "link",
                    "procore",
                    "spectrum",
                    "deadletter",
                    "http",
                    "console",
                    "cli",
                    "flow",
                    "access");

    @ArchTest
    static final ArchRule reportsKnowOnlyTheQueue =
            knowsNoneOf(
                    "report",
                    "notice",
                    "reconciliation",
                    "audit",
                    "link",
                    "procore",
                    "spectrum",
                    "deadletter",
                    "http",
                    "console",
                    "cli",
                    "flow",
                    "access");

    /** So that every room may know it. */
    @ArchTest
    static final ArchRule theAuditTrailKnowsNoOtherRoom =
            knowsNoneOf(
                    "audit",
                    "report",
                    "queue",
                    "link",
                    "procore",
                    "spectrum",
                    "deadletter",
                    "http",
                    "console",
                    "cli",
                    "flow",
                    "access",
                    "setup");

    @ArchTest
    static final ArchRule linksKnowNoOtherRoom =
            knowsNoneOf(
                    "link",
                    "report",
                    "queue",
                    "procore",
                    "spectrum",
                    "deadletter",
                    "http",
                    "console",
                    "cli",
                    "flow",
                    "access");

    @ArchTest
    static final ArchRule procoreKnowsNoOtherRoom =
            knowsNoneOf(
                    "procore",
                    "report",
                    "queue",
                    "link",
                    "spectrum",
                    "deadletter",
                    "http",
                    "console",
                    "cli",
                    "flow",
                    "access");

    @ArchTest
    static final ArchRule spectrumKnowsNoOtherRoom =
            knowsNoneOf(
                    "spectrum",
                    "report",
                    "queue",
                    "link",
                    "procore",
                    "deadletter",
                    "http",
                    "console",
                    "cli",
                    "flow",
                    "access");

    @ArchTest
    static final ArchRule deadLettersKnowOnlyTheQueue =
            knowsNoneOf(
                    "deadletter",
                    "report",
                    "link",
                    "procore",
                    "spectrum",
                    "http",
                    "console",
                    "cli",
                    "flow",
                    "access");

    @ArchTest
    static final ArchRule noticesKnowNoOtherRoom =
            knowsNoneOf(
                    "notice",
                    "report",
                    "queue",
                    "link",
                    "procore",
                    "spectrum",
                    "deadletter",
                    "http",
                    "console",
                    "cli",
                    "flow",
                    "access");

    @ArchTest
    static final ArchRule reconciliationKnowsNoOtherRoom =
            knowsNoneOf(
                    "reconciliation",
                    "report",
                    "queue",
                    "link",
                    "procore",
                    "spectrum",
                    "deadletter",
                    "http",
                    "console",
                    "cli",
                    "flow",
                    "access",
                    "requirement",
                    "settings");

    @ArchTest
    static final ArchRule theOutsideKnowsNoSql =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.ccobridge.http..",
                            "..console..",
                            "io.ccobridge.cli..",
                            "io.ccobridge.flow..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule nobodyButTheDemoKnowsTheSandboxes =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..sandbox..")
                    .and()
                    .doNotHaveFullyQualifiedName("io.ccobridge.Demo")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..sandbox..");

    @ArchTest
    static final ArchRule theSandboxesKnowNothingOfTheBridge =
            noClasses()
                    .that()
                    .resideInAPackage("..sandbox..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.ccobridge.queue..",
                            "io.ccobridge.link..",
                            "io.ccobridge.procore..",
                            "io.ccobridge.spectrum..",
                            "io.ccobridge.http..",
                            "io.ccobridge.cli..",
                            "io.ccobridge.flow..",
                            "io.ccobridge.settings..");

    /** A stream of rows keeps its connection until somebody closes it; a list gives it back. */
    @ArchTest
    static final ArchRule noQueryIsReadAsAStream =
            noClasses().should().callMethod(JdbcClient.MappedQuerySpec.class, "stream");

    private static ArchRule knowsNoneOf(String room, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = "io.ccobridge." + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("io.ccobridge." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true);
    }
}
