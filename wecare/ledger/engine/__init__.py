"""Pure rules of the ledger: codes of accounts and balanced postings."""
