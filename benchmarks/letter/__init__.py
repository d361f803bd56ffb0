"""The two-page letter that every contender sets, in four languages."""
