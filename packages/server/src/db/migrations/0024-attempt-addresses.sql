-- The address that each attempt called: a webhook's own may be another one since. Null for attempts before this.
alter table attempts add column url text;
