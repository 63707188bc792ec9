"""``python -m govreport`` is the console script."""

from govreport.cli import main

if __name__ == "__main__":
    main()
