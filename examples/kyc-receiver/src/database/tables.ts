import type { Pool } from "pg";

const tables = `
create table if not exists users (
  id text primary key,
  email text not null,
  language text not null check (language in ('ru', 'en')),
  kyc_status text not null default 'none' check (kyc_status in ('none', 'verified', 'failed')),
  kyc_attempt integer not null default 0, -- whose outcome the status is
  kyc_level text,
  kyc_verified_at timestamptz,
  kyc_failure_reason text,
  first_name text,
  last_name text,
  date_of_birth date
);
create table if not exists kyc_attempts (
  user_id text not null references users (id),
  number integer not null, -- counts the user's sessions from 1
  outcome text check (outcome in ('verified', 'failed')), -- null: nobody decided so far
  session_id text,
  verification_url text,
  expires_at timestamptz,
  retry_hash text unique, -- of the token in the mail's link to another attempt
  primary key (user_id, number)
);
create table if not exists mails (
  id bigint generated always as identity primary key,
  message_id text not null unique,
  recipient text not null,
  subject text not null,
  body text, -- null once it was sent
  failures integer not null default 0,
  due_at timestamptz not null default now(),
  sent_at timestamptz
);
create index if not exists mails_unsent on mails (id) where sent_at is null;
`;

/** Creates the shop's tables where they don't exist. */
export async function createTables(pool: Pool): Promise<void> {
  await pool.query(tables);
}
