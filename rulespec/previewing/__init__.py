"""A simulator of a rulebook on this machine: its questions, its answers, its pages."""
