/**
 * The tables of the inboxes in Postgres and SQLite. `countersign_inbox` has a row for each message
 * that had its effect, `countersign_streams` the newest sequence of each stream.
 */
export const createTables = `
create table if not exists countersign_inbox (
  inbox text not null,
  id text not null,
  taken_at timestamptz not null default current_timestamp,
  primary key (inbox, id)
);
create table if not exists countersign_streams (
  inbox text not null,
  stream text not null,
  sequence bigint not null,
  primary key (inbox, stream)
);
`;

/**
 * Parameters: inbox, id. Returns no row for a duplicate. In Postgres it waits for a transaction
 * that has inserted the same id and not ended.
 */
export const takeId = `
insert into countersign_inbox (inbox, id) values ($1, $2)
on conflict do nothing
returning id`;

/** Parameters: inbox, stream, sequence. Returns no row if the stream is there or beyond. */
export const advanceStream = `
insert into countersign_streams as known (inbox, stream, sequence) values ($1, $2, $3)
on conflict (inbox, stream) do update set sequence = excluded.sequence
  where known.sequence < excluded.sequence
returning sequence`;

/** Parameters: inbox, age in seconds. */
export const forgetIdsInPostgres = `
delete from countersign_inbox
where inbox = $1 and taken_at < current_timestamp - $2 * interval '1 second'`;
