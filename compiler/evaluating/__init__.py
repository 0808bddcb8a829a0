"""A program and a situation to exact values: the interpreter that holds the generated code to account."""
