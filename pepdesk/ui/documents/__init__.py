"""Documents: preview and print, export, blank forms and sheets, filled forms read back, an authority's own form."""
