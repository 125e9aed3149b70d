"""The dictionary coder: thousands of patterns in files that people can read (`FORMAT.md`), and points that add up."""

from cordiale.coding.dictionary.coder import DictionaryCoder
from cordiale.coding.dictionary.explanation import Explanation, explain

__all__ = ["DictionaryCoder", "Explanation", "explain"]
