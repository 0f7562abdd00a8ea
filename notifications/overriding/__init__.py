"""The pages of an override: ask for it, decide it, withdraw it; and how it is said wherever its date is shown."""
