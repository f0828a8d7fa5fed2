"""The room screen: what everybody sees."""
