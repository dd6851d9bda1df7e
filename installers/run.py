#!/usr/bin/env python3
"""Set PepDesk up the first time, then start it. Needs only Python 3.11 or newer and pip.

python3 installers/run.py                      open the window; without a screen, make the demo plans in ./pepdesk-demo
python3 installers/run.py COMMAND ...          any pepdesk command, for example: form list
python3 installers/run.py --tests [ARGS]       run the tests (ARGS go to pytest)
python3 installers/run.py --tests --checkers   the same, with every outside checker (apt and npm, as root): skips none
python3 installers/run.py [--tests] --prepare  make everything ready and stop

On Windows write "py installers/run.py". Everything is installed into .venv in this folder (or into PEPDESK_VENV).
"""

import sys

if __name__ == "__main__":
    # Down to the hand-over these lines must be readable by any Python, the wrong one above all.
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.stderr.write(
            "PepDesk needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".\n"
            "Nothing was changed. Install a newer Python (from www.python.org or your system) and use that.\n"
        )
        sys.exit(3)

    import os

    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    from installers.start import start

    sys.exit(start(sys.argv[1:], usage=__doc__ or ""))
