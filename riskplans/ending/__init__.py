"""The end of notification: reviewed beforehand by the officer, and approved by a supervisor."""
