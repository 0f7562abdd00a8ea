"""The blocks of the pack, one file each: from a case to its lines."""
