"""Versions that every result names."""

__all__ = ["RULES_VERSION", "SOFTWARE", "__version__"]

__version__ = "0.1.0"

SOFTWARE = f"cordiale {__version__}"

RULES_VERSION = "1.0.0"
"""Changes whenever a rule, default or draw changes what comes out of the same study."""
