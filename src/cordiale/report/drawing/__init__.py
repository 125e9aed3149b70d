"""How figures are drawn: the SVG writer, colours, shipped fonts, PNG."""
