"""`python -m benchmarks [--only NAME …] [--scale small|full]`: JSON to stdout, progress to stderr.

Each measure runs in a process of its own on a database of its own, one after the other.
"""

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from typing import Any

from benchmarks.catalogue import MEASURES, Measure
from benchmarks.databases import Cluster, cluster, run
from benchmarks.surroundings import surroundings

STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"


def main() -> int:
    options = _options()
    if options.step:
        return _step(*options.step, full=options.scale == "full")
    signal.signal(signal.SIGTERM, _stop)  # databases are dropped however the run ends
    chosen = [each for each in MEASURES if not options.only or each.name in options.only]
    started = time.time()
    report: dict[str, Any] = {**surroundings(), "scale": options.scale}
    with tempfile.TemporaryDirectory(prefix="wecare-bench-") as folder, cluster() as servers:
        os.environ.update({"FILE_STORE": f"{folder}/files", "STATICFILES_BACKEND": STATIC})
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wecare.settings")
        report["postgresql"] = servers.settings()
        report["measures"] = _measured(chosen, servers, options.scale)
    report["seconds"] = round(time.time() - started, 1)
    print(json.dumps(report, indent=2, ensure_ascii=False))
    return 0


def _stop(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [measure.name for measure in MEASURES]
    parser.add_argument("--only", action="append", choices=names, help="may be repeated")
    parser.add_argument("--scale", choices=("small", "full"), default="full")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def _measured(chosen: list[Measure], servers: Cluster, scale: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = []
    grounds: dict[str, str] = {}
    unfit: dict[
        str, str
    ] = {}  # grounds that could not be loaded, and why: nothing is measured there
    last = {measure.ground: measure for measure in chosen}
    for measure in chosen:
        name = measure.ground or measure.name
        try:
            if name not in grounds:
                grounds[name] = servers.create(name, like="migrated")
                if measure.ground:
                    unfit[name] = "the load of its data failed"
                    _run_step("grounds", measure.ground, grounds[name], scale)
                    del unfit[name]
            _check_fit(name, unfit)
            found = json.loads(_run_step("measures", measure.name, grounds[name], scale))
            _tell(found)
            results += found
        except (subprocess.CalledProcessError, ValueError) as problem:
            results.append({"name": measure.name, "error": str(problem), "met": False})
        if name in grounds and (not measure.ground or last[measure.ground] is measure):
            servers.drop(name)
    return results


def _check_fit(name: str, unfit: dict[str, str]) -> None:
    """Nothing is measured on data that are not there.

    :raises ValueError: saying why they are not.
    """
    if name in unfit:
        raise ValueError(unfit[name])


def _tell(results: list[dict[str, Any]]) -> None:
    for result in results:
        print(f"    {result['name']}: {json.dumps(result['figures'])}", file=sys.stderr, flush=True)


def _run_step(kind: str, name: str, database: str, scale: str) -> str:
    started = time.monotonic()
    print(f"  {kind[:-1]} {name} …", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks", "--step", kind, name, "--scale", scale]
    answer = run(command, {"DATABASE_URL": database})
    took = time.monotonic() - started
    print(f"  {kind[:-1]} {name}: {took:.1f} s", file=sys.stderr, flush=True)
    return answer


def _step(kind: str, name: str, *, full: bool) -> int:
    import django  # noqa: PLC0415 -- only the steps have a database to set up

    django.setup()
    module = importlib.import_module(f"benchmarks.{kind}.{name}")
    if kind == "grounds":
        module.load(full=full)
    else:
        print(json.dumps([result.to_json() for result in module.measure(full=full)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
