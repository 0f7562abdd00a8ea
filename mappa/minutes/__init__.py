"""The minutes of a case: drafted from what was recorded in the room, approved by the chair, circulated, corrected."""
