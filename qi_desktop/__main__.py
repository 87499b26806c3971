"""`python -m qi_desktop`: the same as the command `qi-desktop`."""

from qi_desktop.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
