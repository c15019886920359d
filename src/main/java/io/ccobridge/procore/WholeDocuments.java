package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;

/**
 * Fetches what a row of a list lacks: the lines of a commitment change order, the whole document of
 * a package. What cannot be had, and would not be had by asking again at once, is a document that
 * says so.
 */
final class WholeDocuments {

    private WholeDocuments() {}

    /**
     * @param incomplete told when the document could not be had whole
     * @throws ProcoreException when asking again may help
     */
    static StoredDocument of(Procore procore, long projectId, Found found, Runnable incomplete) {
        Long id = found.procoreId();
        if (id == null) {
            return new StoredDocument(found.family(), found.row(), Json.mapper().createArrayNode());
        }
        try {
            return switch (found.family()) {
                case CHANGE_ORDERS -> new StoredDocument(found.row(), procore.lines(projectId, id));
                case PACKAGES ->
                        ofPackage(procore.changeOrderPackage(projectId, id), found, incomplete);
            };
        } catch (ProcoreException e) {
            if (!e.notShown() && !e.unreadable()) {
                throw e;
            }
            return withoutLines(found, e.getMessage(), incomplete);
        }
    }

    private static StoredDocument ofPackage(JsonNode shown, Found found, Runnable incomplete) {
        boolean same = found.key().equals(DocumentReader.key(Family.PACKAGES, shown));
        return same
                ? StoredDocument.ofPackage(shown)
                : withoutLines(found, "Procore showed another document in its place.", incomplete);
    }

    private static StoredDocument withoutLines(Found found, String why, Runnable incomplete) {
        incomplete.run();
        return new StoredDocument(
                found.family(), found.row(), Json.mapper().createObjectNode().put("errors", why));
    }
}
