-- How far each erasure has come. The keys are destroyed in the erasing transaction; what they sealed is removed, and what
-- Postgres leaves of deleted rows in its files is written over, by a step that goes on where it was interrupted.

create table erasures (
  subject_id text primary key references subjects (id),
  erased_at timestamptz not null,
  erased_in xid8 not null default pg_current_xact_id(),
  parts text[] not null default '{}',       -- partitions that held the key and the names
  cleared_at timestamptz,                   -- the sealed rows are gone
  scrubbed_at timestamptz                   -- so are the bytes of deleted rows, and the log's copies of them
);
create index erasures_pending on erasures (erased_at) where scrubbed_at is null;

insert into erasures (subject_id, erased_at)
select id, erased_at from subjects where erased_at is not null;

create index interceptions_by_key on interceptions (key_id) where key_id like 'sub\_%';

-- Statistics hold samples of a column's values: of keys and keyed hashes there are to be none outside of their tables.
do $$
declare
  found record;
begin
  for found in
    select attrelid::regclass as relation, attname as name
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = 'countersign'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped
      and (attname = 'wrapped_key' or attname = 'blind_index' or attname like '%\_index' or attname = 'request_mac')
      and atttypid = 'bytea'::regtype
  loop
    execute format('alter table %s alter column %I set statistics 0', found.relation, found.name);
  end loop;
end $$;
