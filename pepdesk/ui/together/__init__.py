"""Two people, one plan: cards and contacts, handing over, taking in, choosing, returning, changing hands."""
