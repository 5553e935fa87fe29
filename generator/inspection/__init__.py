"""A cable -> accounts of it: the JSON contract, answers to a batch, a page for the terminal."""
