-- Hashes of tokens are keyed: each start keys those that are not yet (access/keyed-hashes).
alter table access_tokens add column keyed boolean not null default false;
