"""Writes a response file whose arguments are more than any system takes on a command line."""

import sys

with open(sys.argv[1], "w", encoding="utf-8") as file:
    for i in range(15000):
        file.write(f"'-L/a folder/{i:0200}'\n")
