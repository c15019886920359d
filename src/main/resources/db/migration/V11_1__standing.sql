-- What a page of the console counts and adds up is read from the index alone: sums per state, how long what is ready has
-- waited, and what waits longest.
CREATE INDEX change_order_standing ON change_order (state, updated_at, total);
