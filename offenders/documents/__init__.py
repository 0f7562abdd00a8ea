"""Photographs and documents of a record: taken in, examined, scanned, kept and handed out."""
