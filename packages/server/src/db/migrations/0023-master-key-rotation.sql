-- Which master key wraps a scope's key: a label derived from it, so that a rotation can tell how far it has come. Rows of
-- earlier versions get theirs at the next start.
alter table key_scopes add column wrapped_by text;
