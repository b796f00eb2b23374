"""The program as a process: light to start, quiet in pipes, clean when stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.commands import outside, table

COMMANDS = (
    "",
    "demo",
    "report",
    "measure",
    "run",
    "culture",
    "grow",
    "outcomes",
    "explain",
    "validate",
    "crosscheck",
)
HEAVY = ("numpy", "scipy", "pandas", "skbio", "h5py", "biom", "pint", "altair", "jinja2")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_loads_nothing_heavy(command: str) -> None:
    code = (
        "import sys; from holobiont.cli.main import run; "
        f"code = run([*{command!r}.split(), '--help']); "
        f"print(code, [m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert done.stderr.splitlines()[-1] == "0 []"
    assert f"holobiont {command}".strip() in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_package_itself_loads_nothing() -> None:
    code = (
        "import sys; import holobiont as hb; assert 'Twin' in dir(hb); "
        f"print([m for m in {(*HEAVY, 'pydantic', 'holobiont.twin')!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_pipe_gets_no_colors_and_no_bars(tmp_path: Path) -> None:
    table(tmp_path / "sample.tsv")
    done = outside(("measure", "sample.tsv"), tmp_path)
    assert done.code == 0
    assert "\x1b" not in done.out + done.err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_leaves_is_no_failure_to_tell(tmp_path: Path) -> None:
    table(tmp_path / "sample.tsv")
    done = subprocess.run(
        f"{sys.executable} -m holobiont measure sample.tsv --tsv - | true",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def _heard() -> None:
    """Hear interrupts, also where the tests themselves run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    path = table(tmp_path / "sample.tsv")
    words = ("report", "sample.tsv", "--members", "1000", "-o", "out")
    process = subprocess.Popen(
        [sys.executable, "-m", "holobiont", *words],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heard,  # noqa: PLW1509 - no other thread is there yet
    )
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (-signal.SIGINT, "")
    assert err.splitlines()[-1] == "Interrupted: what was not finished was not written."
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == [path]


def test_debug_shows_where_it_failed(tmp_path: Path) -> None:
    done = outside(("--debug", "measure", "nowhere.tsv"), tmp_path)
    assert done.code != 0
    assert "Traceback" in done.err
