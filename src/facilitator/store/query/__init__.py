"""The questions to the store by their subjects; `store/queries.py` knows which is where."""
