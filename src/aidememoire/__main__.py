"""``python -m aidememoire`` is the command ``aidememoire``."""

from aidememoire.cli.app import main

if __name__ == "__main__":
    main()
