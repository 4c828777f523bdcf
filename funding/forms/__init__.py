"""Forms of granted money: they check what was typed and have no consequences."""
