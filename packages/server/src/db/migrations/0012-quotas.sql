-- What a project may do in which time, where it differs from the service's defaults: {"events": {"perSecond", "burst"},
-- "sessions", "interceptions", "keySharePercent", "weight"}.
alter table projects add column quotas jsonb not null default '{}';
