#!/usr/bin/env bash
# The documentation site: pages by Sphinx, warnings as errors, and the built-in studies' live reports.
#
#   bash scripts/build_site.sh                     everything, in build/site
#   bash scripts/build_site.sh --pages             without the reports of the gallery
#   bash scripts/build_site.sh [--pages] FOLDER    elsewhere: a folder that is not there yet
set -euo pipefail
cd "$(dirname "$0")/.."

gallery=yes
if [ "${1:-}" = --pages ]; then
    gallery=no
    shift
fi
site=${1:-build/site}
[ $# -gt 0 ] || rm -rf "$site"
python -m sphinx -W --keep-going -q -b html -d "$site.doctrees" docs "$site"

if [ "$gallery" = yes ]; then
    python - "$site/gallery" <<'PYTHON'
import sys
from pathlib import Path

from cordiale import Study, builtin_studies

for study in builtin_studies():
    target = Path(sys.argv[1]) / study.name
    result = Study.load(study.name).run()
    result.save(target)
    for dyad in study.dyads:
        folder = target if len(study.dyads) == 1 else target / "-".join(dyad)
        for theme in ("light", "dark"):
            result.plot.windows(dyad=dyad, theme=theme).save(folder / f"windows-{theme}.svg")
            result.plot.windows(dyad=dyad, theme=theme, narrow=True).save(folder / f"windows-narrow-{theme}.svg")
PYTHON
fi
echo "written: $site/index.html"
