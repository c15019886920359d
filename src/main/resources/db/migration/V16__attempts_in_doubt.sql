-- whether Spectrum may hold the line all the same: the reconciliation of an earlier moment counts it then
ALTER TABLE attempt ADD COLUMN perhaps_taken BOOLEAN; -- null: not answered yet, or not known of one from before

UPDATE attempt SET perhaps_taken = TRUE WHERE outcome = 'unknown';
UPDATE attempt SET perhaps_taken = FALSE WHERE outcome IN ('accepted', 'business', 'configuration')
    OR outcome = 'transient' AND EXISTS (
        SELECT 1 FROM export_line l
        WHERE l.export_id = attempt.export_id AND l.position = attempt.position AND l.state = 'OPEN');
