"""Looking at the access log: who has seen a record, the auditor's search, the supervisor's month.

Whoever looks says for what, out of the purposes that the law allows (s.62(4) of the Data Protection Act 2018), and
is in the log for it. Records stand here by their references, never by a name.
"""
