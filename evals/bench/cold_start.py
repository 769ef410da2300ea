"""What the first check after a start costs, each system in a process of its own, without a network."""

import json
import subprocess
import sys

from evals.bench.record import Table

_NO_NETWORK = """
import socket
tried = []
def refuse(*_, **__):
    tried.append(1)
    raise OSError("no network here")
socket.getaddrinfo = refuse
socket.socket.connect = refuse
socket.socket.connect_ex = refuse
"""
_TEXT = (
    "Hello, I am Ana Ruiz and my mail is ana@bakery.example; call 06 39 98 01 02. We grind flour at night."
)
_TANDEM = f"""
from datetime import date
from guardrails.candidate import Candidate
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary, fingerprint_sentences
from guardrails.default_checks import default_checks
from guardrails.policy import load_policy
from guardrails.runner import run_checks
key = b"k" * 32
secret = "The plant in Lindale will open in June with three partners and four million euros."
prints = [(1, "confidential", blob) for blob in fingerprint_sentences(secret, key=key)]
policy = load_policy()
checks = default_checks(
    policy=policy, today=date(2026, 11, 24), employer="Harbour Mills",
    fingerprints=FingerprintLibrary.load(prints, key=key),
)
report = run_checks(Candidate({_TEXT!r}), checks, policy)
assert report.findings and report.complete
"""
_PRESIDIO = f"""
import logging
logging.disable(logging.CRITICAL)
from evals.bench.guard_peers import presidio
assert presidio()({_TEXT!r}, "en")
"""
_MEASURED = """
import json, time
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(status["VmHWM"].split()[0])  # the usual figure of the resource module counts the parent too
print(json.dumps({"seconds": time.process_time(), "kilobytes": peak, "tried": len(tried)}))
"""


def cold_starts() -> Table:
    """CPU seconds from nothing to the first answer, the most memory that took, and what asked the network."""
    runs = {"Tandem, every check": _TANDEM, "Presidio": _PRESIDIO}
    rows = tuple((name, *_measure(code)) for name, code in runs.items())
    return Table(
        "The first check after a start",
        ("system", "CPU s", "MB", "attempts to reach the network"),
        rows,
        "The interpreter and all imports are counted.",
    )


def _measure(code: str) -> tuple[float, float, str]:
    done = subprocess.run(  # noqa: S603  (our own words, in a process that knows nothing yet)
        [sys.executable, "-c", _NO_NETWORK + code + _MEASURED], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return found["seconds"], found["kilobytes"] / 1024, str(found["tried"])
