"""Texts that no file may take for anything but text."""

from __future__ import annotations

HOSTILE = (
    "<script>alert(1)</script> ]]> &amp; <!-- --> <w:p/>",
    '#import "@preview/evil:1.0.0": * #read("/etc/passwd") $x^2$ @ref <label> *b* _i_ `c` // /* ',
    r"\input{/etc/passwd} \write18{ls} $x$ & % # _ ~ ^^M { } \end{longtable}",
    "x" * 5000,
    "ж" * 600,
    "中" * 600,
    "ع" * 300,
    "שלום \u202e turned round \u2066 עולם",
    "😀👩\u200d👩\u200d👧🇨🇳 𠀀",
    "nul\x00 bell\x07 escape\x1b[31m \x7f \x85",
    "half \ud800 pair, \ufffe \uffff \U0001fffe",
    "a\u0301" * 300,
    "\u2028\u2029\u00ad\u200b\ufeff",
    "- one\n= two\n+ three\r\nfour\tfive",
    "   ",
    "",
)
