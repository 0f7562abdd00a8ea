"""Handing a person over: what the next manager must know, and the moment at which they become the manager."""
