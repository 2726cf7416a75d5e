"""Evaluation: records compared with gold, that is with records known to be right."""
