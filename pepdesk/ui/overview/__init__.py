"""The first page of an open plan: where it stands, what to do next, whose turn it is, money, dates, charts."""
