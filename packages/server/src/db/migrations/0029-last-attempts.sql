-- What the last attempt of a delivery came to, so that lists show it and find it.
alter table deliveries
  add column failure text,                  -- what went wrong last: the attempt's outcome, `cancelled` or `unsent`; null: nothing
  add column status_code integer,           -- of the last attempt that was answered
  add column duration_ms integer;           -- of the last attempt

-- Failed deliveries are few among the delivered: without an index of their own, a list of them reads all. A delivery that
-- is accepted at the first attempt never has an entry here, and its update still touches no index.
update deliveries set failure = case status when 'cancelled' then 'cancelled' else 'unsent' end
where status in ('retrying', 'exhausted', 'cancelled');
create index deliveries_failed on deliveries (project_id, id) where failure is not null;
