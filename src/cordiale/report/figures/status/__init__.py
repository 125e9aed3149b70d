"""Rank and role: claims, recognition, limits, the role pair and its road."""
