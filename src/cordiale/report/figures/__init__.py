"""The figures: for each a module that decides what is shown, and one that draws it."""
