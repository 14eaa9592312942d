-- Why an answer to a suggestion went out although the wording check found something.
alter table feedback.feedback add column answer_despite text;
