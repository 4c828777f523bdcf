"""Granted money as tables, for spreadsheets and open data."""
