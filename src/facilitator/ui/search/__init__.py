"""The box that finds what is written, the pages and the commands."""
