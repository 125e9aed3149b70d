"""The order of the rooms. Read ``pipeline`` first; beside it stands one module for each use."""
