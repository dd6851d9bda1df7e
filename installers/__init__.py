"""How PepDesk gets onto a machine: from source (run.py), as packages (build.py), the outside checkers, the licences."""
