-- What Procore said of a change order at a moment is found along an index, as its audit entries and attempts are.

CREATE INDEX document_of_change_order ON document (change_order_id, id);
DROP INDEX document_change_order;
