"""A portal of its own that a test may kill and start again at the same address."""

import os
import signal
from pathlib import Path

from django.conf import settings

from tests.fixtures import services
from wecare.launch.preparation import HASHED
from wecare.launch.processes import Child, Household


class Mortal:
    """The web server at one address, dead or alive."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._household = Household(folder)
        self._port = services.free_port()
        self._child: Child | None = None
        self.url = f"http://localhost:{self._port}"

    def start(self) -> None:
        """Serve, and return when it answers."""
        environment = {
            **services.variables(),
            "SITE_ADDRESS": self.url,
            "STATIC_ROOT": str(services.static_files(self._folder)),
            "STATICFILES_BACKEND": HASHED,
            "WEB_CONCURRENCY": "1",
        }
        configuration = Path(settings.BASE_DIR) / "deploy" / "gunicorn.conf.py"
        bind = ["--bind", f"127.0.0.1:{self._port}", "wecare.wsgi"]
        command = [services.BIN / "gunicorn", "--config", configuration, *bind]
        self._child = self._household.start("mortal", command, variables=environment)
        self._household.wait_until(
            self._child, lambda: services.answers(f"{self.url}/healthz"), services.PATIENCE
        )

    def kill(self) -> None:
        """Kill it with all its children, with no time to say anything."""
        assert self._child is not None
        os.killpg(self._child.process.pid, signal.SIGKILL)
        self._child.process.wait()
        self._household.children.clear()

    def stop(self) -> None:
        self._household.stop()
