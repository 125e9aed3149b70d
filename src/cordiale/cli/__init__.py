"""The command line: one of the two doors. It reads arguments, calls ``project``, prints.

Exit codes (CONTRACTS 1): 0 done; 1 the study or an input is at fault; 2 wrong usage; 3 done, but
some items failed; 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cordiale.cli.parser import build_parser
from cordiale.errors import CordialeError, UsageError

EXIT_FAULT, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    Args:
        arguments: as typed, without the program's name; None: those of the process.
    """
    from cordiale.cli.output import complain, speak_utf8

    speak_utf8()
    options = build_parser().parse_args(arguments)
    if options.command is None:
        build_parser().print_help()
        return 0
    try:
        from importlib import import_module

        module, _, name = options.handler.partition(":")
        return int(getattr(import_module(f"cordiale.cli.{module}"), name)(options))
    except CordialeError as error:
        complain(error)
        return EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAULT
    except KeyboardInterrupt:
        print("interrupted, nothing half written; run the same command again", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has left: that is no fault.
        sys.stdout = None
        return 0
