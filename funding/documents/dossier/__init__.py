"""Everything a project left behind, in one archive with its index and digests."""
