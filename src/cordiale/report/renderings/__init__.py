"""The summary rendered: page, Word, PDF, LaTeX. Nothing is computed here."""
