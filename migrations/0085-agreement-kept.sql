-- The machinery, which is nobody and sees who complains, prints what was signed with every hand under it. A visitor is nobody as well, and sees no more than their own case.
drop policy tells_who on files.file;
create policy tells_who on files.file as restrictive to wenguo_app using (not tells_who or subject_id is null or ((select kernel.nobody()) and (select kernel.sees_identity())) or complaint.looked(organization_id, subject_id)) with check (true);
