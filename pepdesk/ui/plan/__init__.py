"""An open plan: header, contents, pages, problems, find, and what stands beside the page."""
