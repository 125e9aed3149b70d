"""How two actors fit: threat overlap and route, identity minimum and gap, role pair and rung.

Plain functions on one state, on sets of values; the standard library alone.
"""
