-- Pictures and documents that are kept in a bucket: see files/. A sealed column holds either the box itself, whose first
-- byte is 1, or a reference of 57 bytes: 0, the object's name (16), the box's length (8) and its SHA-256 (32).

create table files (
  name text primary key check (name ~ '^[0-9a-f]{32}$'),
  state text not null check (state in ('writing', 'kept', 'replaced', 'erased', 'abandoned')),
  since timestamptz not null default now(),
  source text unique,                       -- of which row and column it is written; null once it is
  check ((source is null) = (state <> 'writing'))
);
create index files_to_do on files (state, since) where state <> 'kept';

-- The name of the object that a sealed column refers to; null for a box.
create function file_name(stored bytea) returns text language sql immutable strict parallel safe as $$
  select case when octet_length(stored) = 57 and get_byte(stored, 0) = 0
    then encode(substring(stored from 2 for 16), 'hex') end
$$;

-- How many bytes are stored for a sealed column, here or in the bucket.
create function file_bytes(stored bytea) returns bigint language sql immutable parallel safe as $$
  select case
    when stored is null then 0
    when octet_length(stored) = 57 and get_byte(stored, 0) = 0
      then ('x' || encode(substring(stored from 18 for 8), 'hex'))::bit(64)::bigint
    else octet_length(stored)
  end
$$;

-- An object that no row refers to any more is removed: at once after an erasure, after some days where other bytes took its
-- place. Who erases or replaces need not know where the bytes are.
create function file_left() returns trigger language plpgsql as $$
declare
  old_value bytea;
  new_value bytea;
begin
  execute format('select ($1).%I', tg_argv[0]) into old_value using old;
  if tg_op = 'UPDATE' then
    execute format('select ($1).%I', tg_argv[0]) into new_value using new;
  end if;
  update files set state = case when new_value is null then 'erased' else 'replaced' end, since = now()
  where name = file_name(old_value) and state = 'kept';
  return null;
end $$;

do $$
declare
  place record;
begin
  for place in select * from (values
    ('session_captures', 'image_sealed', 'created_at'),
    ('check_pictures', 'image_sealed', 'check_id'),
    ('documents', 'content_sealed', 'created_at'),
    ('e_signatures', 'document_sealed', 'supplied_at'),
    ('e_signatures', 'signed_sealed', 'signed_at')
  ) as p (tbl, col, since) loop
    execute format(
      'create trigger %I after update of %I on %I for each row
        when (octet_length(old.%2$I) = 57 and old.%2$I is distinct from new.%2$I) execute function file_left(%2$L)',
      place.tbl || '_' || place.col || '_replaced', place.col, place.tbl);
    execute format(
      'create trigger %I after delete on %I for each row
        when (octet_length(old.%3$I) = 57) execute function file_left(%3$L)',
      place.tbl || '_' || place.col || '_deleted', place.tbl, place.col);
    -- What can be moved to a bucket, and what is to be moved back.
    execute format('create index %I on %I (%I) where octet_length(%I) > 1024',
      place.tbl || '_' || place.col || '_here', place.tbl, place.since, place.col);
    execute format('create index %I on %I (%I) where octet_length(%I) = 57',
      place.tbl || '_' || place.col || '_elsewhere', place.tbl, place.since, place.col);
  end loop;
end $$;
