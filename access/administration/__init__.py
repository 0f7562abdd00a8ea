"""Who works here, in which role, and how they sign in: what a system administrator looks after, and nothing else."""
