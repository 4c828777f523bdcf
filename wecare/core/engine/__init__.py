"""Pure tables of the kernel."""
