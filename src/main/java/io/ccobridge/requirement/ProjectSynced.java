package io.ccobridge.requirement;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Awaited.Lack;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Project;
import java.util.List;

/** The project is linked to a Spectrum job that exists and is not complete. */
final class ProjectSynced implements Finding.Finder {

    @Override
    public String name() {
        return "project-synced";
    }

    @Override
    public List<Finding> find(Candidate candidate) {
        Project project = candidate.changeOrder().project();
        Link<Job> link = candidate.job();
        if (link == null) {
            return List.of(
                    awaited(
                            project,
                            Lack.NOT_LINKED,
                            null,
                            Names.of(project) + " is not linked to a Spectrum job.",
                            "Link it under Links > Projects, or give the project in Procore the number"
                                    + " of its Spectrum job."));
        }
        if (link.target() == null) {
            return List.of(
                    awaited(
                            project,
                            Lack.NOT_THERE,
                            link.code(),
                            "Spectrum has no job "
                                    + link.code()
                                    + ", to which "
                                    + Names.of(project)
                                    + " leads "
                                    + Names.how(link, "by its project number")
                                    + ".",
                            "Add the job in Spectrum, or link the project to another job under Links >"
                                    + " Projects."));
        }
        return link.target().complete()
                ? List.of(
                        awaited(
                                project,
                                Lack.CLOSED,
                                link.code(),
                                "Job "
                                        + link.target().number()
                                        + ", to which "
                                        + Names.of(project)
                                        + " is linked, is complete in Spectrum.",
                                "Make the job active again in Spectrum, or link the project to another"
                                        + " job under Links > Projects."))
                : List.of();
    }

    private Finding awaited(Project project, Lack lack, String code, String message, String fix) {
        return awaited(Awaited.Kind.JOB, lack, project.id(), code, Names.of(project), message, fix);
    }
}
