"""The packages tried where they will live: clean Debian systems, and Windows as Wine plays it."""
