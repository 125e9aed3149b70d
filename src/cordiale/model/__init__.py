"""The nouns of Cordiale: frozen values that every room hands to the next; they decide no level."""
