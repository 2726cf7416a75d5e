"""The form weighed: which role each column of a step table has, by fitted weights."""
