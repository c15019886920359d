package io.ccobridge.procore;

import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Commitment;
import io.ccobridge.changeorder.Project;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** Makes change orders of the documents that were kept, with what the catalog knows now. */
public final class StoredDocuments {

    private final DocumentReader reader;
    private final Catalog catalog;

    public StoredDocuments(DocumentReader reader, Catalog catalog) {
        this.reader = reader;
        this.catalog = catalog;
    }

    /**
     * The change order of a document that was kept.
     *
     * @throws IllegalArgumentException when the text is not JSON
     */
    public ChangeOrder assemble(String document, long projectId) {
        Project project =
                catalog.project(projectId)
                        .orElseGet(
                                () ->
                                        new Project(
                                                projectId,
                                                "Project " + projectId,
                                                null,
                                                null,
                                                null,
                                                null));
        return assemble(StoredDocument.of(document), project);
    }

    /**
     * What a document says by itself, without what the catalog knows of project and commitment.
     *
     * @throws IllegalArgumentException when the text is not JSON
     */
    public ChangeOrder alone(String document, long projectId) {
        return reader.read(
                StoredDocument.of(document),
                new Project(projectId, "Project " + projectId, null, null, null, null),
                null);
    }

    /** When Procore says that a change order was changed last; empty when that cannot be read. */
    public static Optional<Instant> updatedAt(String document) {
        return Fields.moment(StoredDocument.of(document).changeOrder().path("updated_at"));
    }

    ChangeOrder assemble(StoredDocument document, Project project) {
        Long commitmentId =
                new Fields(document.changeOrder(), "", new ArrayList<>()).id("contract_id");
        Commitment commitment =
                commitmentId == null
                        ? null
                        : catalog.commitments(Set.of(commitmentId)).get(commitmentId);
        return reader.read(document, project, commitment);
    }
}
