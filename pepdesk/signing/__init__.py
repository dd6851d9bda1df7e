"""Digital signatures on exported PDF and Word files: make, add, verify. Never touches the network."""
