-- F7: a no is also said to what the customer asked for first, with nothing offered. It belongs to the case; to a proposal only where it answers a counter-demand.
alter table remedy.declined_counter rename to declined_demand;
alter index remedy.declined_counter_of_case rename to declined_demand_of_case;
alter table remedy.declined_demand alter column proposal_id drop not null;
