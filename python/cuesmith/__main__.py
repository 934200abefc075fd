"""``python -m cuesmith``: the command."""

from cuesmith._command import main

if __name__ == "__main__":
    raise SystemExit(main())
