"""`python -m humi` is the command `humi`."""

from humi.cli.main import main

if __name__ == "__main__":
    main()
