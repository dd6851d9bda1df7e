"""Signatures: who signs and how, marks, identities, known signers, checking files."""
