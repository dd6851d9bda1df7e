"""The Windows packages, made on Linux: verified Python, wheels with hashes, our launcher; Setup.exe, .msi and .zip."""
