"""Whom and what each side fears: a dot plot of sources by magnitude and urgency."""
