"""Granted money as tables and open data."""
