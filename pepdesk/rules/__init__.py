"""What is visible, missing or weak in a plan: pure functions from a record to values. Nothing here blocks saving."""
