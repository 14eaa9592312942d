-- What was noted of how a customer's answer can be shown; why a no went out although the words were marked.
alter table remedy.answer add column proof_note text;
alter table remedy.declined_counter add column despite text;

-- Whether the customer's own hand is under what was agreed: a signature that lies with the case, or their own press at the portal. What was said before counts as it was kept.
alter table settlement.agreement add column in_hand boolean not null default false;
update settlement.agreement set in_hand = true where proof in ('signature', 'portal');
