-- Who changes one of these says which version they have seen.
alter table operators add column version integer not null default 1;
alter table registry_sources add column version integer not null default 1;
alter table payment_settings add column version integer not null default 1;
alter table projects add column gateway_version integer not null default 1;
