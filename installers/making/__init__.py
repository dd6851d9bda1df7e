"""How the packages are made. ``start`` reads the switches; ``workshop`` is where and with what; one module per step."""
