-- Whether a document session also asks for pictures of the face from three sides.
alter table sessions add column with_poses boolean not null default false;
