"""Writes of the acts."""
