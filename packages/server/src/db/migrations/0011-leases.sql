-- A claim and an outcome are written without touching an index: two thirds of what they cost was index entries.

-- The end of a lease has a column of its own, so that a claim leaves `due_at`, which is indexed, as it is. With half of
-- each page free its new version fits beside the old one.
alter table delivery_queue add column leased_until timestamptz;
update delivery_queue set leased_until = due_at where claim is not null;
alter table delivery_queue add check ((claim is null) = (leased_until is null));
alter table delivery_queue set (fillfactor = 50);

-- A page of deliveries gets all its outcomes within moments: each row needs its double's room. (Daily partitions:
-- db/partitions.ts.)
do $$
declare
  partition regclass;
begin
  for partition in select inhrelid::regclass from pg_inherits where inhparent = 'deliveries'::regclass loop
    execute format('alter table %s set (fillfactor = 50)', partition);
  end loop;
end $$;

-- Written with every attempt, read one at a time and never searched: parsing them into jsonb was for nothing.
alter table attempts alter column request_headers type json;
alter table attempts alter column timings type json;
