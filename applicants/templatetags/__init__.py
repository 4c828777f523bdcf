"""How applications are shown in lists."""
