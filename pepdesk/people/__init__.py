"""Who signs and who is known: own identities, other people's certificates, codes to compare by voice."""
