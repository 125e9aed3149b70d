"""Cordiale measures how states align."""
