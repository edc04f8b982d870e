-- Projects' own event types can be changed: each change makes a version, and every version is kept.

alter table custom_event_types add column version integer not null default 1;

create table custom_event_type_versions (
  project_id text not null,
  type text not null,
  version integer not null,
  title_ru text not null,
  title_en text not null,
  description_ru text not null,
  description_en text not null,
  schema text not null,                     -- JSON Schema 2020-12 of the payload, as JSON
  example text not null,                    -- JSON that satisfies it
  created_at timestamptz not null,          -- from then on events are checked against it
  primary key (project_id, type, version),
  foreign key (project_id, type) references custom_event_types (project_id, type) on delete cascade
);

insert into custom_event_type_versions (project_id, type, version, title_ru, title_en, description_ru, description_en,
  schema, example, created_at)
select project_id, type, 1, title_ru, title_en, description_ru, description_en, schema, example, created_at
from custom_event_types;
