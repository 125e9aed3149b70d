"""States and groups: codes, names in English, Russian and Chinese, other names, numbers, validity. The verb is `find`."""

from cordiale.actors.table import Actor, all_actors, find, get, nearest

__all__ = ["Actor", "all_actors", "find", "get", "nearest"]
