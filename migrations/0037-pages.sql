-- Files that came together keep the order they were put in: the pages of a letter.
alter table complaint.attachment add column place int not null default 0;
