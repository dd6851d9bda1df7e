"""A record as documents: ``outline`` turns form and answers into ``blocks``; ``pdf`` and ``word`` only draw blocks."""
