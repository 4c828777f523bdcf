"""Loans and guarantees: what they owe, month by month."""
