"""Forms of granted money: they check what was typed and have no consequences."""
"""Forms of granted money."""
"""Forms of what is done with granted money."""
"""Forms of granted money."""
