-- What is said of a receiver's answer, and deliveries whose receiver's answer counts for nothing.

alter table attempts
  add column answer_flag text check (answer_flag in ('cut', 'malformed'));

-- `done`: the one attempt of a webhook in mode `forget` was made, whatever came of it. Daily partitions have a copy of
-- the constraint that stays when their parent's goes.
alter table deliveries drop constraint deliveries_status_check;
do $$
declare
  copy record;
begin
  for copy in
    select conrelid::regclass as partition from pg_constraint
    where conname = 'deliveries_status_check'
      and conrelid in (select inhrelid from pg_inherits where inhparent = 'deliveries'::regclass)
  loop
    execute format('alter table %s drop constraint deliveries_status_check', copy.partition);
  end loop;
end
$$;
alter table deliveries add constraint deliveries_status_check
  check (status in ('pending', 'retrying', 'delivered', 'done', 'exhausted', 'cancelled'));
