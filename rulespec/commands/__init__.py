"""The command line: one module for a group of commands, in French and in English."""
