"""What an editor asks of a rulebook: what is wrong, which names there are, what they mean, where they are used."""
