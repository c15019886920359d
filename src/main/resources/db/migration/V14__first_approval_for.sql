-- whose privilege the first of two approvers used: the second one must have another's
ALTER TABLE first_approval ADD COLUMN acting_for VARCHAR(100); -- null: the approver's own
