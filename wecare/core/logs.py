"""Structured logs: one line for each event, JSON in production, no personal data.

Bound to each line: the request or the task. Names of events are those of the audit trail.
"""

import logging.config
from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def configure(settings: dict[str, Any]) -> None:
    """Set up structlog and the standard library's logging alike: Django calls this on start.

    `settings` holds `level` and `as_json`.
    """
    final: list[Any] = (
        [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()]
        if settings["as_json"]
        else [structlog.dev.ConsoleRenderer(colors=False)]
    )
    logging.config.dictConfig(_standard_logging(settings["level"], final))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _standard_logging(level: str, final: list[Any]) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *final],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.security.csrf": {"level": "ERROR"},  # its warnings print whole paths
            "axes": {"level": "ERROR"},  # its warnings print addresses; the trail has the facts
            "weasyprint": {"level": "ERROR"},
            "pikepdf": {"level": "WARNING"},
            "fontTools": {"level": "ERROR"},
        },
    }
