"""A program to the files of a simulator: declarations of aids and institutions."""
