"""The first file of the packaged program; PyInstaller starts its search for modules here."""

import sys

from pepdesk.__main__ import main

sys.exit(main())
