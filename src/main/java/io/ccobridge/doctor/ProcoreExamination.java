package io.ccobridge.doctor;

import io.ccobridge.changeorder.Project;
import io.ccobridge.procore.ProcoreClient;
import io.ccobridge.procore.ProcoreException;
import io.ccobridge.procore.RateLimit;
import io.ccobridge.procore.ServiceAccount;
import io.ccobridge.procore.ServiceAccount.Tool;
import io.ccobridge.procore.StoppablePause;
import io.ccobridge.settings.Setting;
import io.ccobridge.settings.Settings;
import io.ccobridge.setup.SiteSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Whether Procore lets the bridge in, and shows it what it has to read. */
final class ProcoreExamination {

    private final Settings settings;
    private final ServiceAccount account;

    ProcoreExamination(Settings settings, Calls calls) {
        this.settings = settings;
        Clock clock = Clock.systemUTC();
        String companyId = settings.text(Setting.PROCORE_COMPANY_ID);
        this.account =
                new ServiceAccount(
                        new ProcoreClient(
                                calls.template(),
                                companyId,
                                settings.text(Setting.PROCORE_CLIENT_ID),
                                settings.text(Setting.PROCORE_CLIENT_SECRET),
                                new RateLimit(clock),
                                new StoppablePause(),
                                RandomGenerator.getDefault(),
                                clock),
                        companyId,
                        new SiteSettings(settings).changeOrderTiers());
    }

    void examine(Findings findings) {
        if (token(findings)) {
            List<Project> polled = projects(findings);
            if (!polled.isEmpty()) {
                changeOrders(findings, polled);
                for (Tool tool : List.of(Tool.COMMITMENTS, Tool.VENDORS, Tool.COST_CODES)) {
                    tool(findings, tool, polled.get(0));
                }
            }
        }
    }

    private boolean token(Findings findings) {
        String host = settings.text(Setting.PROCORE_LOGIN_URL);
        try {
            account.token();
            findings.ok("procore.token", host + " gives one");
            return true;
        } catch (ProcoreException e) {
            findings.fail(
                    "procore.token",
                    e.getMessage()
                            + (e.status() == 0
                                    ? ". Check procore.login-url (" + host + ") and the network"
                                    : ". Check procore.client-id and procore.client-secret"));
            return false;
        }
    }

    /** The projects that a poll would read and that the account sees. */
    private List<Project> projects(Findings findings) {
        String company = settings.text(Setting.PROCORE_COMPANY_ID);
        List<Project> seen;
        try {
            seen = account.projects();
        } catch (ProcoreException e) {
            findings.fail(
                    "procore.company",
                    e.getMessage()
                            + (e.status() == 0
                                    ? ". Check procore.api-url and the network"
                                    : ". Check procore.company-id ("
                                            + company
                                            + "), and that the app is installed in that company"));
            return List.of();
        }
        findings.ok("procore.company", company + " lets us in");
        if (seen.isEmpty()) {
            findings.fail(
                    "procore.projects", "the service account sees no active project. " + PERMITTED);
            return List.of();
        }
        findings.ok("procore.projects", seen.size() + " active projects are visible");
        List<Long> configured = new SiteSettings(settings).projects();
        if (configured.isEmpty()) {
            return seen;
        }
        List<Project> polled = new ArrayList<>();
        for (Long id : configured) {
            Optional<Project> project = seen.stream().filter(p -> p.id() == id).findFirst();
            project.ifPresentOrElse(
                    polled::add,
                    () ->
                            findings.fail(
                                    "procore.project." + id,
                                    "not visible, though it is in procore.projects. " + PERMITTED));
        }
        return polled;
    }

    private static final String PERMITTED =
            "A company admin adds it to the permitted projects of the service account"
                    + " (Company Admin, App Management)";

    /** Of every project: it is what each poll reads, and a new one is easily forgotten. */
    private void changeOrders(Findings findings, List<Project> projects) {
        int readable = 0;
        for (Project project : projects) {
            if (readable(
                    findings, Tool.CHANGE_ORDERS, project, "procore.project." + project.id())) {
                readable++;
            }
        }
        if (readable > 0) {
            findings.ok(
                    "procore.change-orders",
                    "readable in " + readable + " of " + projects.size() + " projects");
        }
    }

    private void tool(Findings findings, Tool tool, Project project) {
        String check = "procore." + tool.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (readable(findings, tool, project, check)) {
            findings.ok(check, "readable in " + project.name());
        }
    }

    private boolean readable(Findings findings, Tool tool, Project project, String check) {
        try {
            account.read(tool, project.id());
            return true;
        } catch (ProcoreException e) {
            findings.fail(
                    check,
                    "the "
                            + tool.what()
                            + " of "
                            + project.name()
                            + " cannot be read: "
                            + e.getMessage()
                            + (e.notShown()
                                    ? ". Give the service account Read Only on "
                                            + tool.permission()
                                            + ", and check that the tool is switched on"
                                    : ""));
            return false;
        }
    }
}
