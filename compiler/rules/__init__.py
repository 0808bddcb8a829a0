"""Records and sentences to the variables, parameters, tables, aids and cases of a program."""
