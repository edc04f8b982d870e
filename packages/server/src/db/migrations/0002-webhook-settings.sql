-- What a webhook can be told beyond its address: how, in which order, when and with which credentials it is called.

alter table webhooks
  add column mode text not null default 'notify'
    check (mode in ('forget', 'notify', 'notify-keep', 'gate', 'gate-apply')),
  add column position integer not null default 0,       -- order of application: ascending, ties by id
  add column valid_from timestamptz,                    -- the period [from, to), either end open
  add column valid_to timestamptz,
  add column headers_sealed bytea,                      -- [{"name", "value"}], under the project's key
  add column auth_sealed bytea,                         -- basic or bearer, client certificate; under the project's key
  add column rate_limit integer check (rate_limit between 1 and 10000),  -- requests per second
  add column fifo text not null default 'none' check (fifo in ('none', 'subject')),
  add column content_type text,                         -- in place of the wire format's own
  -- Unlike active = false, which is a setting: events for a disabled webhook are kept as cancelled deliveries.
  add column disabled_at timestamptz,
  add column disabled_reason text,
  add column failing_since timestamptz,                 -- the first failure since the last success
  add column deleted_at timestamptz,                    -- the log still names it
  add check (valid_from < valid_to),
  add check (disabled_reason is null or disabled_at is not null),
  add check (deleted_at is null or not active);

create index webhooks_listed on webhooks (id) where kind <> 'outcome' and deleted_at is null;
