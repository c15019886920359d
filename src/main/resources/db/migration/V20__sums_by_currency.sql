-- Sums of a state, and of what has waited for so long, are by currency; they are still read from the index alone.
DROP INDEX change_order_standing;
CREATE INDEX change_order_standing ON change_order (state, updated_at, id, total, currency);
