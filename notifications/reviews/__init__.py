"""Review of indefinite requirements on the record: ss.91A-91F, from the application to the appeal."""
