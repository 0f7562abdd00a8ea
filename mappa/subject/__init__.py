"""Subject access: what minutes hold about a person, asked of the agency that owns each paragraph."""
