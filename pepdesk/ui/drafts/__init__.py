"""Drafts as such: history, two versions, check and backup, old and deleted plans."""
