"""How far the verdicts stand: over settings, texts and coders, and on how many documents."""
