-- Set before a request does what can't be taken back: if its process dies, it is not done again under the same key.
alter table idempotency_keys add column began_at timestamptz;
