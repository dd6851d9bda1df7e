"""PepDesk: Personal Education Plans for children in care, with no network. The map is in README.md beside this file."""

__version__ = "0.1.0"
