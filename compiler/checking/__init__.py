"""Nodes to typed expressions.

One room and one circle, owned: checking a sentence checks the sentences within it.
"""
