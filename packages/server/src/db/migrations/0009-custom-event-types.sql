-- Event types of a project's own, and requests that a project wants signed.

create table custom_event_types (
  project_id text not null references projects (id),
  type text not null check (type like 'custom.%'),
  title_ru text not null,
  title_en text not null,
  description_ru text not null,
  description_en text not null,
  schema text not null,                     -- JSON Schema 2020-12 of the payload, as JSON
  example text not null,                    -- JSON that satisfies it
  created_at timestamptz not null,
  primary key (project_id, type)
);

alter table projects
  add column require_signed_requests boolean not null default false,
  add column request_secret_sealed bytea,   -- signs an integrator's own requests, under the project's key
  add check (not require_signed_requests or request_secret_sealed is not null);
