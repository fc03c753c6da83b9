#!/usr/bin/env python3
"""One word for each chore; each does all the set-up it needs by itself.

run          start Desk App
demo         start it with made-up customers who keep calling
pbx          a team's lab to try: Asterisk, PostgreSQL, bridge, robot agents, callers
test         run the tests                 (further words go to pytest)
check        lint, formatting, types, import rules, translations
bench        measure, and print a table
fmt          format the code, update the translations' source
screenshots  take docs/screenshots again
package      make a program to hand out, in dist/
engine       build the SIP engine          (--prebuilt: take PyPI's; --source TARBALL)

Needs Python 3.11 or newer and, for system packages, root or sudo.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said before anything that would not parse
    sys.exit("dev.py needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ".")

from build import chores, say


def main(words: list[str]) -> int:
    """Do the chore that the first word names."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0 if words else 2
    chore = chores.CHORES.get(words[0])
    if chore is None:
        say.line(f"there is no word {words[0]!r}; the words are: {' '.join(chores.CHORES)}")
        return 2
    try:
        return chore(words[1:])
    except say.Trouble as trouble:
        say.line(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
