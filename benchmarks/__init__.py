"""What `make bench` runs: measures of speed and memory, each beside what the portal promises.

Nothing here gates anything: a figure that misses its target is printed like the others.
"""
