-- What an authority or a unit has to accept, in the order of its list; those of the whole city are passed over no more.
create index petitions_to_accept_of_authority on petitions (current_authority_id, due_at, id)
  where stage in ('received', 'assigned');
create index petitions_to_accept_of_unit on petitions (unit_id, due_at, id)
  where stage in ('received', 'assigned');
