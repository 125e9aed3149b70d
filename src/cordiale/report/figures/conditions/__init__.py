"""The three conditions over time, with what happened between the snapshots."""
