"""The text of a sentence to nodes: words of the trade, tokens, grammar."""
