"""Pages of changes, revocations and recoveries."""
