"""How PepDesk gets onto a machine: from source (run.py), the outside checkers, and the list of licences."""
