-- What erasing a person must destroy lies in small tables of its own, which can be written anew without the rest.

-- A subject's wrapped key, and the keyed hash of what identifies it. Both are deleted when it is erased; a deleted row's
-- bytes stay in its table's file until that is written anew (sealing/scrub), which is quick for a sixteenth of them.
create table subject_keys (
  subject_id text not null,
  scope_id text not null,
  wrapped_key bytea not null,
  primary key (subject_id)
) partition by hash (subject_id);

create table subject_names (
  scope_id text not null,
  blind_index bytea not null,
  subject_id text not null,
  primary key (blind_index, scope_id)
) partition by hash (blind_index);
create index subject_names_by_subject on subject_names (subject_id);

do $$
begin
  for part in 0..15 loop
    execute format('create table subject_keys_%s partition of subject_keys for values with (modulus 16, remainder %s)',
      part, part);
    execute format('create table subject_names_%s partition of subject_names for values with (modulus 16, remainder %s)',
      part, part);
  end loop;
end $$;

insert into subject_keys (subject_id, scope_id, wrapped_key)
select id, scope_id, wrapped_key from subjects where wrapped_key is not null;
insert into subject_names (scope_id, blind_index, subject_id)
select scope_id, blind_index, id from subjects where blind_index is not null;

drop index subjects_by_person;
alter table subjects drop column blind_index, drop column wrapped_key;
-- Dropped columns stay in the rows until the table is written anew.
alter table subjects alter column created_at type timestamptz using created_at + interval '0 seconds';

-- Subjects that callers of POST /events name: their events rise in sequence, and are erased with them. Apart from the
-- subject, and by its public id, as the log has it: the sequence goes on if somebody who was erased is named again,
-- because receivers may know how far it had come.
create table event_sequences (
  project_id text not null references projects (id),
  subject text not null,
  last integer not null,
  primary key (project_id, subject)
) with (fillfactor = 70);

-- Who was told of under a key of their own before their id was known; erased with the one who has the id.
create table subject_links (
  subject_id text primary key references subjects (id),
  linked_to text not null references subjects (id)
);
create index subject_links_by_other on subject_links (linked_to);
