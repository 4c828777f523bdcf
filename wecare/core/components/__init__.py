"""The components of the portal's pages, by kind; `templatetags/ui.py` offers them to templates."""
