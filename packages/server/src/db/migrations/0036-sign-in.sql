-- How people sign in. What is secret is a keyed hash (mac), a password hash or sealed; e-mail addresses are in lower case.
alter table operators
  add column email text,
  add column password_hash text,            -- argon2id, in PHC form
  add column totp_sealed bytea,             -- the secret of the authenticator app, once it is confirmed
  add column totp_step bigint,              -- the time step of the last code that was accepted: none is accepted twice
  add column provider_subject text,         -- the OpenID Connect provider's id of the person
  add column preferences jsonb not null default '{}',
  add column last_seen_at timestamptz;
create unique index operators_by_email on operators (email);
create unique index operators_by_provider_subject on operators (provider_subject);

create table operator_passkeys (
  id text primary key,
  credential_id text not null unique,       -- base64url, from the authenticator
  operator_id text not null references operators (id),
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index operator_passkeys_by_operator on operator_passkeys (operator_id);

create table operator_recovery_codes (
  operator_id text not null references operators (id),
  mac bytea not null,
  used_at timestamptz,
  primary key (operator_id, mac)
);

-- A browser that somebody is signed in with.
create table operator_sessions (
  id text primary key,
  mac bytea not null unique,                -- of the cookie's value
  operator_id text not null references operators (id),
  method text not null,
  address text,
  user_agent text,
  created_at timestamptz not null,
  confirmed_at timestamptz not null,        -- when the person last proved who they are
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index operator_sessions_by_operator on operator_sessions (operator_id, id);

-- One-time links: to create the first operator, and to set a password.
create table operator_links (
  mac bytea primary key,
  operator_id text references operators (id), -- null: the first operator
  resets_second_factor boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index operator_links_by_operator on operator_links (operator_id);

-- What a person must do next within minutes: a second factor, a passkey's response, a provider's redirect.
create table sign_in_steps (
  mac bytea primary key,
  kind text not null,
  operator_id text references operators (id),
  data_sealed bytea,
  attempts integer not null default 0,
  expires_at timestamptz not null
);

-- Failed sign-ins in a row, by account and by account and address.
create table sign_in_failures (
  mac bytea primary key,
  failures integer not null,
  failed_at timestamptz not null,
  locked_until timestamptz,
  refused boolean not null default false    -- whether the latest attempt came while it was locked
);
