-- What has happened to this store as a whole.
create table store_state (
  one_row boolean primary key default true check (one_row),
  -- Changes when the store is restored or moved: transaction numbers of before mean nothing then, so that positions in
  -- the stream can't be resumed.
  era text not null default '' check (era ~ '^([0-9a-f]{8})?$')
);
insert into store_state default values;

-- An erasure that was repeated in a restored store: its keys are destroyed, and the service still has to do the rest.
alter table erasures add column repeating boolean not null default false;
create index erasures_repeating on erasures (subject_id) where repeating;
-- For the list of erased subjects that is kept apart from the store.
create index erasures_by_time on erasures (erased_at);
