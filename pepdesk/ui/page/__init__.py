"""One page of the form: groups as plain blocks, cards and tables, and the question that has the focus."""
