"""The rules and dates of the office: an authority's rules, its pack, the school's dates."""
