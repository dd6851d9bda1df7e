"""First run, unlocking, passphrase, recovery sheet, the school's card, another vault."""
