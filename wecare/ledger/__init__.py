"""The ledger: accounts, movements, postings; what an account stands for is not known here.

Sign convention, written once: a posting's amount is *added* to the balance of its account. A
positive amount enters the account, a negative one leaves it, and the postings of a movement sum
to zero. Money comes into the ledger out of a `source` account, the only kind that may go below
zero: minus its balance is what was allocated. From there it moves along
source -> available -> reserved -> committed -> paid.
"""
