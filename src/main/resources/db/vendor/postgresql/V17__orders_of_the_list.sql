-- the orders of the list that compare texts: sorting a hundred thousand of them took a fifth of a second a page.
-- As ChangeOrderSort writes them; H2 has no index of an expression, and sorts them in memory.
CREATE INDEX change_order_by_vendor ON change_order ((COALESCE(LOWER(vendor), '')), id);
CREATE INDEX change_order_by_project ON change_order ((COALESCE(LOWER(project_name), '')), id);
