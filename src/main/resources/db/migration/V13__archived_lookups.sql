-- The same money under two ids is looked for in the archive as well, for every change order that arrives; and whether a
-- commitment has got another contract company.
CREATE INDEX change_order_archive_commitment ON change_order_archive (commitment_id);
CREATE INDEX change_order_archive_package ON change_order_archive (project_id, package_id);
