"""Charts on the screen: drawn, walked through by keys, and taken along as pictures."""
