"""A small codebook for another theory, as text."""

from __future__ import annotations

SMALL = """
version = "1.2.0"
title = "Tone of voice"
languages = ["en", "ru"]
unit = "A sentence."
general = ["Read twice."]

[dimensions]
style = "how it is said"

[[field]]
name = "tone"
dimension = "style"
scale = "ordinal"
question = "How harsh is it?"
rule = "By its words."
[[field.value]]
code = "mild"
means = "No harsh word."
[[field.value.example]]
en = "Quite so."
ru = "Именно так."
[[field.value.counter]]
gives = "harsh"
why = "A rebuke."
en = "Not so!"
[[field.value]]
code = "harsh"
means = "A harsh word."
[[field.value]]
code = "none"
not_coded = true
means = "Nothing is said."

[[field]]
name = "theme"
dimension = "style"
scale = "free"
question = "What is it about?"
[[field.example]]
gives = "weather"
en = "It rains."

[[source]]
code = "nature"
en = "nature"
[[source]]
code = "storm"
parent = "nature"
en = "storm"
ru = "буря"
also = ["gale"]

[[protocol]]
key = "tones.tone"
field = "tone"
[protocol.values]
soft = "mild"
hard = "harsh"
silent = ""
"""
