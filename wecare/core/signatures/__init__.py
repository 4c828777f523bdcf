"""Digital signatures: who signed these bytes, with what, and whether it holds. No Django here.

`verify.verify` answers with a `facts.Report`; `child` runs it in a process with bounds.
"""
