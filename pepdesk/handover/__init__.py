"""Two people, one plan, no network: packages for each other, parts signed by whoever wrote them, and their merging."""
