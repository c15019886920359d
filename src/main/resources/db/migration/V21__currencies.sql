-- Whether there is more than one currency is seen at both ends of this index; where there is one, sums are quicker.
CREATE INDEX change_order_currency ON change_order (currency);
