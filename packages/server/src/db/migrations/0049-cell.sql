-- The cell in whose name this store's ids and tokens were made; null: none so far.
alter table store_state add column cell text check (cell ~ '^[a-z0-9]$');
