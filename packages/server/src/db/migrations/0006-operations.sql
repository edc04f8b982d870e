-- Seed 003's methods: users, orders, delivery services, subscriptions; where operations go that an upstream keeps;
-- and whom to ask how a payment stands.

create table operation_users (
  id text primary key,                      -- time-ordered
  project_id text not null references projects (id),
  subject_id text not null references subjects (id),  -- of this user alone: erasing it erases the user
  external_index bytea,                     -- keyed hash of the caller's own key, which may be an e-mail address
  request_mac bytea,                        -- keyed hash of the creation with that key
  phone_index bytea,                        -- keyed hashes: no two users of a project share an identifier
  email_index bytea,
  card_index bytea,
  fields_sealed bytea not null,             -- with the caller's own key
  kyc_level_decided smallint check (kyc_level_decided between 0 and 4),  -- null: what the sessions say
  version integer not null default 1,       -- optimistic lock: every change adds one
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint operation_users_external unique (project_id, external_index),
  constraint operation_users_phone unique (project_id, phone_index),
  constraint operation_users_email unique (project_id, email_index),
  constraint operation_users_card unique (project_id, card_index),
  check ((external_index is null) = (request_mac is null))
);
create index operation_users_by_project on operation_users (project_id, id);

-- Which sessions are a user's. A session proves one person: it belongs to one user at most.
create table operation_user_sessions (
  session_id text primary key references sessions (id),
  user_id text not null references operation_users (id),
  linked_at timestamptz not null
);
create index operation_user_sessions_by_user on operation_user_sessions (user_id);

create table operation_delivery_services (
  id text primary key,
  project_id text not null references projects (id),
  external_id text,                         -- in clear: a courier is nobody's person
  request_mac bytea,
  name text not null,
  currency text not null,
  tariff jsonb not null,                    -- {base, perKilogram, perKilometre, minimum, freeFrom}
  max_weight integer,                       -- grams
  active boolean not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint operation_delivery_services_external unique (project_id, external_id),
  check ((external_id is null) = (request_mac is null))
);
create index operation_delivery_services_by_project on operation_delivery_services (project_id, id);

create table operation_orders (
  id text primary key,
  project_id text not null references projects (id),
  user_id text not null references operation_users (id),
  external_index bytea,
  request_mac bytea,
  status text not null check (status in
    ('new', 'confirmed', 'paid', 'assembling', 'shipped', 'delivered', 'cancelled')),
  currency text not null,
  total bigint not null,                    -- minor units
  delivery_service_id text references operation_delivery_services (id),
  bank_order_id text,                       -- under which the bank knows the payment
  content_sealed bytea not null,            -- what was bought, where it goes, the caller's own key; under the buyer's key
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint operation_orders_external unique (project_id, external_index),
  constraint operation_orders_bank_order unique (project_id, bank_order_id),
  check ((external_index is null) = (request_mac is null))
);
create index operation_orders_by_project on operation_orders (project_id, id);
create index operation_orders_by_user on operation_orders (user_id, id);

create table operation_subscriptions (
  id text primary key,
  project_id text not null references projects (id),
  user_id text not null references operation_users (id),
  external_index bytea,
  external_sealed bytea,
  request_mac bytea,
  plan text not null,
  state text not null check (state in ('active', 'expired', 'cancelled')),
  started_at timestamptz not null,
  expires_at timestamptz not null,
  fired_at timestamptz,                     -- when on_subscription was recorded, in the transaction that recorded it
  cancelled_at timestamptz,
  created_at timestamptz not null,
  constraint operation_subscriptions_external unique (project_id, external_index),
  check ((external_index is null) = (request_mac is null)),
  check (started_at < expires_at),
  check ((state = 'expired') = (fired_at is not null)),
  check ((state = 'cancelled') = (cancelled_at is not null))
);
create index operation_subscriptions_by_project on operation_subscriptions (project_id, id);
create index operation_subscriptions_by_user on operation_subscriptions (user_id, id);
create index operation_subscriptions_due on operation_subscriptions (expires_at) where state = 'active';

create table payment_settings (
  project_id text primary key references projects (id),
  base_url text not null,
  user_name text not null,
  password_sealed bytea not null,
  updated_at timestamptz not null
);

create table gateway_routes (
  project_id text not null references projects (id),
  operation text not null,
  method text not null check (method in ('POST', 'PUT', 'PATCH', 'DELETE')),
  base_url text not null,
  path_pattern text not null,
  timeout_ms integer not null check (timeout_ms between 100 and 120000),
  pass_headers text[] not null,
  primary key (project_id, operation)
);
