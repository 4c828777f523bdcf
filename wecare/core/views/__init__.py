"""The kernel's only pages: for machines that look after the portal."""
