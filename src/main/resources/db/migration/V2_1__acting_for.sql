-- Who acts for somebody else is named with both names ("anna for bert"), and a delegation that was ended stays as evidence.

ALTER TABLE audit_entry ALTER COLUMN actor SET DATA TYPE VARCHAR(220);
ALTER TABLE export ALTER COLUMN accepted_by SET DATA TYPE VARCHAR(220);

ALTER TABLE delegation ADD COLUMN ended_at TIMESTAMP WITH TIME ZONE; -- before its time; null: it was not
ALTER TABLE delegation ADD COLUMN ended_by VARCHAR(100);
CREATE INDEX delegation_approver ON delegation (approver, until_at);
