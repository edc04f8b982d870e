-- Webhooks that should be looked at are few among many addresses of sessions.
create index webhooks_in_trouble on webhooks (project_id) where failing_since is not null or disabled_at is not null;
