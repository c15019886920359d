-- The list of one state, the newest first, is read from the index as it is wanted: sorting sixty thousand that are synced
-- took H2 a fifth of a second. What is counted per state is still read from it alone.
DROP INDEX change_order_standing;
CREATE INDEX change_order_standing ON change_order (state, updated_at, id, total);
