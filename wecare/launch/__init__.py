"""What stands behind `make`: standard library only, because it runs before anything is installed.

It knows nothing of the portal's domain; it provides an environment, servers and processes.
"""
