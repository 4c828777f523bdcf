"""Tables of what is done with granted money, for spreadsheets."""
"""Granted money as tables and open data."""
