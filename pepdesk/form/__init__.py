"""What a form is: immutable questions read from TOML. The exact format is described in ``forms/README.md``."""
