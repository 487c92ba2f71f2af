# Filled where the program is: see src/cli.
