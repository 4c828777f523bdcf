"""Tables of what is done with granted money, for spreadsheets."""
