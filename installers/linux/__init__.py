"""The Linux packages: one folder by PyInstaller, wrapped as .deb and as .tar.xz."""
