"""Settings of the documentation site: Sphinx with Furo and MyST."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

from cordiale.version import __version__  # noqa: E402

project = "Cordiale"
author = "The Cordiale founders"
copyright = "2026, the Cordiale founders. Apache-2.0"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["README.md", "notes", "printing"]
nitpicky = True
# Types of the standard library and of libraries are named, not linked: the site is built without a network.
nitpick_ignore_regex = [(r"py:.*", r"(?!cordiale\.).*")]
# Values that pass between rooms and are no part of what users call.
nitpick_ignore = [
    ("py:class", "cordiale.report.summary.values.Report"),
    ("py:class", "cordiale.project.panels.ConditionReader"),
]

myst_heading_anchors = 4
myst_enable_extensions = []
myst_links_external_new_tab = False

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True, "exclude-members": "__init__, __new__"}
python_use_unqualified_type_names = True
add_module_names = False
default_role = "code"
napoleon_numpy_docstring = False
napoleon_use_rtype = False
napoleon_use_param = False  # names that share a text stay one entry

html_theme = "furo"
html_title = f"Cordiale {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
pygments_style = "friendly"
pygments_dark_style = "native"


def setup(app: Sphinx) -> None:
    """Reads our docstrings' one-line forms before napoleon does."""
    from printing.docstrings import read_docstring

    app.connect("autodoc-process-docstring", read_docstring, priority=100)
    app.connect("build-finished", _put_figures)


def _put_figures(app: Sphinx, exception: Exception | None) -> None:
    """Figures that pages show as HTML, where Sphinx does not see them, beside the pages."""
    if exception is None:
        shutil.copytree(HERE / "figures", Path(app.outdir) / "figures", dirs_exist_ok=True)
